package org.earshot.kubernetes;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earshot.kernel.TimeoutConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes of its values. Nothing of it was applied to a cluster. */
class ChartTest {

    private static final String VALUES = "org.earshot.kubernetes.Chart#valuesFiles";

    private static final Path MINIMUM = Chart.values("minimum");
    private static final Path MOCK = Chart.values("mock");
    private static final Path EVERYTHING = Chart.values("everything");

    private static final String PAST_THE_POOLER = "jdbc:postgresql://postgres.database:5432/earshot"
            + "?options=-c%20statement_timeout=0%20-c%20lock_timeout=0";

    @TempDir
    Path scratch;

    private Manifests of(Path values, String changes) throws IOException {
        return new Chart(scratch).manifests(values, changes);
    }

    private Manifests of(Path values) throws IOException {
        return of(values, "{}");
    }

    // ---- Helm

    @ParameterizedTest
    @MethodSource(VALUES)
    void theLinterFindsNothing(Path values) throws IOException {
        LintResult result = new Chart(scratch).linted(values, "{}");
        assertFalse(result.isFailed(), () -> result.getMessages().toString());
    }

    @Test
    void theLinterReadsTheValues() throws IOException {
        assertTrue(new Chart(scratch).linted(MINIMUM, "{replicaCount: many}").isFailed());
    }

    @Test
    void everythingIsOffOrOn() throws IOException {
        assertEquals(Set.of("ConfigMap", "Deployment", "Service"), kinds(of(MOCK)));
        assertEquals(
                Set.of("ConfigMap", "Deployment", "Job", "NetworkPolicy", "PodDisruptionBudget", "Service"),
                kinds(of(MINIMUM)));
        assertEquals(
                Set.of(
                        "ConfigMap",
                        "Deployment",
                        "HorizontalPodAutoscaler",
                        "Ingress",
                        "Job",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "Service",
                        "ServiceMonitor"),
                kinds(of(EVERYTHING)));
    }

    private static Set<String> kinds(Manifests manifests) {
        return manifests.all().stream().map(HasMetadata::getKind).collect(toSet());
    }

    @Test
    void whatIsMissingIsNamedAllAtOnce() throws IOException {
        String refusal = refusal(Files.writeString(scratch.resolve("none.yaml"), "{}"), "{}");
        for (String value : List.of(
                "publicUrl",
                "retentionDays",
                "database.address",
                "database.passwordSecret.name",
                "secrets.tokens",
                "email.from",
                "email.host",
                "sms.sender")) {
            assertTrue(refusal.contains(value + " is missing"), () -> value + ": " + refusal);
        }
        assertTrue(refusal.contains("secrets.environment is empty"), refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {retentionDays: null}                                  | retentionDays is missing
            {sms: {sender: gateway}}                               | sms.gateway.url is missing
            {sms: {sender: twilio, twilio: {from: ''}}}            | sms.twilio.from or sms.twilio.messagingServiceSid is missing
            {sms: {sender: mock}}                                  | sms.sender is mock, which sends nothing
            {email: {sender: mock}}                                | email.sender is mock, which sends nothing
            {config: {EARSHOT_DATABASE_ADDRESS: 'elsewhere:1/x'}}  | config.EARSHOT_DATABASE_ADDRESS is set by another value
            {config: {EARSHOT_DELIVERY_SEND_TIMEOUT: 60s}}         | config.EARSHOT_DELIVERY_SEND_TIMEOUT is set by another value
            {autoscaling: {enabled: true, minReplicas: 9}}         | autoscaling.minReplicas is more than
            {autoscaling: {enabled: true}, resources: {requests: {cpu: null}}} | resources.requests.cpu is missing
            """)
    void whatTheServiceWouldNotStartWithIsRefused(String changes, String reason) throws IOException {
        String refusal = refusal(MINIMUM, changes);
        assertTrue(refusal.contains(reason), refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{unheardOf: 1}",
                "{database: {adress: 'a:1/b'}}",
                "{networkPolicy: {callers: [{namespaceSelektor: {}}]}}",
                "{retentionDays: 27}",
                "{publicUrl: feedback.example.com}",
                "{database: {address: postgres}}",
                "{runAsUser: 0}",
                "{podDisruptionBudget: {maxUnavailable: 0}}",
                "{config: {EARSHOT_RATE_LIMIT_FEEDBACK_PER_DAY: 1000000}}",
                "{config: {earshot.tick.every: 2s}}",
                "{config: {EARSHOT_DATABASE_PASSWORD: secret}}",
                "{config: {EARSHOT_KEYS_LINK_1: secret}}",
                "{config: {EARSHOT_KEYS_HASH_12: secret}}",
                "{database: {readerAddress: standby}}",
                "{config: {QUARKUS_MAILER_PASSWORD: secret}}",
                "{config: {SMALLRYE_JWT_SIGN_KEY: secret}}",
                "{config: {EARSHOT_DELIVERY_INBOUND_SECRETS_1: secret}}",
                "{config: {EARSHOT_DELIVERY_INBOUND_TWILIO_AUTH_TOKEN: secret}}",
                "{config: {EARSHOT_DELIVERY_SMS_GATEWAY_TOKEN: secret}}",
                "{podLabels: {app.kubernetes.io/component: migration}}",
            })
    void valuesThatTheSchemaDoesNotKnowAreRefused(String changes) throws IOException {
        String refusal = refusal(MINIMUM, changes);
        assertTrue(refusal.contains("values don't meet the specifications of the schema"), refusal);
    }

    private String refusal(Path values, String changes) throws IOException {
        Chart chart = new Chart(scratch);
        return Objects.toString(assertThrows(RuntimeException.class, () -> chart.rendered(values, changes))
                .getMessage());
    }

    @Test
    void theChartIsForThisVersion() throws IOException {
        Matcher version = Pattern.compile("<artifactId>earshot</artifactId>\\s*<version>(.*)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find());
        JsonNode chart = Chart.yaml(Chart.SOURCE.resolve("Chart.yaml"));
        assertEquals(version.group(1), chart.path("appVersion").asText());
        assertEquals(
                ">=" + Chart.OLDEST_KUBERNETES + "-0", chart.path("kubeVersion").asText());
        assertEquals("earshot:" + version.group(1), container(of(MINIMUM)).getImage());
    }

    // ---- what belongs together

    @ParameterizedTest
    @MethodSource(VALUES)
    void everythingCarriesTheUsualLabels(Path values) throws IOException {
        for (HasMetadata manifest : of(values).all()) {
            Map<String, String> labels = manifest.getMetadata().getLabels();
            assertTrue(
                    labels.keySet()
                            .containsAll(Set.of(
                                    "app.kubernetes.io/name",
                                    "app.kubernetes.io/instance",
                                    "app.kubernetes.io/component",
                                    "app.kubernetes.io/version",
                                    "app.kubernetes.io/managed-by",
                                    "helm.sh/chart")),
                    manifest::getKind);
            assertEquals("Helm", labels.get("app.kubernetes.io/managed-by"));
        }
    }

    @ParameterizedTest
    @MethodSource(VALUES)
    void allSelectorsFindThePodsOfTheServiceAndNoOthers(Path values) throws IOException {
        Manifests manifests = of(values);
        Deployment deployment = manifests.the(Deployment.class);
        Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();
        assertEquals(
                Set.of("app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component"),
                selector.keySet(),
                "without a version, since it cannot be changed");

        List<Map<String, String>> selectors = new ArrayList<>();
        selectors.add(manifests.the(Service.class).getSpec().getSelector());
        manifests
                .find(PodDisruptionBudget.class)
                .ifPresent(
                        budget -> selectors.add(budget.getSpec().getSelector().getMatchLabels()));
        manifests
                .find(NetworkPolicy.class)
                .ifPresent(policy ->
                        selectors.add(policy.getSpec().getPodSelector().getMatchLabels()));
        deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getTopologySpreadConstraints()
                .forEach(spread -> selectors.add(spread.getLabelSelector().getMatchLabels()));
        selectors.forEach(each -> assertEquals(selector, each));

        Map<String, String> pods =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        assertTrue(pods.entrySet().containsAll(selector.entrySet()));
        manifests
                .find(Job.class)
                .map(job -> job.getSpec().getTemplate().getMetadata().getLabels())
                .ifPresent(job -> assertFalse(job.entrySet().containsAll(selector.entrySet())));
        manifests
                .find(ServiceMonitor.class)
                .ifPresent(monitor -> assertTrue(manifests
                        .the(Service.class)
                        .getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(
                                monitor.getSpec().getSelector().getMatchLabels().entrySet())));
    }

    @Test
    void whoeverSpeaksOfAPortSpeaksOfTheOneThatTheServiceListensAt() throws IOException {
        Manifests manifests = of(EVERYTHING);
        Container container = container(manifests);
        assertEquals("http", container.getPorts().get(0).getName());
        assertEquals(
                settings(manifests).get("QUARKUS_HTTP_PORT"),
                container.getPorts().get(0).getContainerPort().toString());
        Service service = manifests.the(Service.class);
        assertEquals("http", service.getSpec().getPorts().get(0).getTargetPort().getStrVal());
        assertEquals("http", service.getSpec().getPorts().get(0).getName());
        assertEquals(
                "http",
                manifests
                        .the(ServiceMonitor.class)
                        .getSpec()
                        .getEndpoints()
                        .get(0)
                        .getPort());
        manifests
                .the(NetworkPolicy.class)
                .getSpec()
                .getIngress()
                .forEach(rule ->
                        assertEquals("http", rule.getPorts().get(0).getPort().getStrVal()));
        for (HTTPIngressPath path : paths(manifests)) {
            assertEquals(
                    service.getMetadata().getName(),
                    path.getBackend().getService().getName());
            assertEquals("http", path.getBackend().getService().getPort().getName());
        }
        for (Probe probe :
                List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())) {
            assertEquals("http", probe.getHttpGet().getPort().getStrVal());
        }
    }

    // ---- replicas

    @Test
    void replicasAreOrderedByTheAutoscalerAloneIfThereIsOne() throws IOException {
        assertEquals(2, of(MINIMUM).the(Deployment.class).getSpec().getReplicas());

        Manifests manifests = of(EVERYTHING);
        Deployment deployment = manifests.the(Deployment.class);
        assertNull(deployment.getSpec().getReplicas());
        HorizontalPodAutoscaler autoscaler = manifests.the(HorizontalPodAutoscaler.class);
        assertEquals(
                deployment.getMetadata().getName(),
                autoscaler.getSpec().getScaleTargetRef().getName());
        assertEquals(
                deployment.getApiVersion(),
                autoscaler.getSpec().getScaleTargetRef().getApiVersion());
        assertEquals(3, autoscaler.getSpec().getMinReplicas());
        assertTrue(container(manifests).getResources().getRequests().containsKey("cpu"));
    }

    @ParameterizedTest
    @FieldSource("WITH_A_BUDGET")
    void aDrainCanAlwaysEnd(Path values) throws IOException {
        PodDisruptionBudget budget = of(values).the(PodDisruptionBudget.class);
        assertNull(budget.getSpec().getMinAvailable());
        assertTrue(budget.getSpec().getMaxUnavailable().getIntVal() >= 1);
        assertEquals("AlwaysAllow", budget.getSpec().getUnhealthyPodEvictionPolicy());
    }

    static final List<Path> WITH_A_BUDGET = List.of(MINIMUM, EVERYTHING, Chart.example());

    @Test
    void anUpgradeTakesNoReplicaAwayBeforeAnotherIsReady() throws IOException {
        Deployment deployment = of(MINIMUM).the(Deployment.class);
        assertEquals(
                0,
                deployment
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal());
        assertTrue(of(MOCK).the(Deployment.class).getSpec().getProgressDeadlineSeconds() > 901, "as long as a start");
        assertEquals(
                List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone"),
                deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints().stream()
                        .map(spread -> spread.getTopologyKey())
                        .toList());
    }

    @Test
    void aChangedSettingReplacesThePods() throws IOException {
        assertNotEquals(checksum("{}"), checksum("{config: {EARSHOT_TICK_EVERY: 2s}}"));
        assertNotEquals(checksum("{}"), checksum("{publicUrl: 'https://other.example.com'}"));
        assertEquals(checksum("{}"), checksum("{replicaCount: 7}"));
    }

    private String checksum(String changes) throws IOException {
        return of(MINIMUM, changes)
                .the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("checksum/config");
    }

    // ---- the service's own times

    @ParameterizedTest
    @MethodSource(VALUES)
    void probesWaitLongerThanTheServiceTakes(Path values) throws IOException {
        Container container = container(of(values));
        Duration ready = byDefault(TimeoutConfig.class, "ready").plusMillis(500);
        for (Probe probe :
                List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())) {
            assertTrue(Duration.ofSeconds(probe.getTimeoutSeconds()).compareTo(ready) > 0);
        }
        assertEquals(
                "/q/health/started", container.getStartupProbe().getHttpGet().getPath());
        assertEquals(
                "/q/health/ready", container.getReadinessProbe().getHttpGet().getPath());
        assertEquals("/q/health/live", container.getLivenessProbe().getHttpGet().getPath());
        int started = container.getStartupProbe().getPeriodSeconds()
                * container.getStartupProbe().getFailureThreshold();
        int asked = Chart.yaml(values).path("startup").path("seconds").asInt(120);
        assertTrue(started >= asked && started <= asked + 2, () -> started + " for " + asked);
    }

    @ParameterizedTest
    @MethodSource(VALUES)
    void aPodMayEndInItsOwnTime(Path values) throws IOException {
        Manifests manifests = of(values);
        Map<String, String> settings = settings(manifests);
        Duration all = DurationConverter.parseDuration(settings.get("QUARKUS_SHUTDOWN_DELAY"))
                .plus(DurationConverter.parseDuration(settings.get("QUARKUS_SHUTDOWN_TIMEOUT")))
                .plus(DurationConverter.parseDuration(settings.get("EARSHOT_DELIVERY_SEND_TIMEOUT")));
        long grace = replica(manifests).getTerminationGracePeriodSeconds();
        assertTrue(grace >= all.toSeconds() + 3, () -> grace + " for " + all);
    }

    @Test
    void theTimesOfTheChartAreThoseOfTheService() throws Exception {
        Properties service = new Properties();
        try (Reader properties = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            service.load(properties);
        }
        Map<String, String> settings = settings(of(MINIMUM));
        assertEquals(service.getProperty("quarkus.shutdown.delay"), settings.get("QUARKUS_SHUTDOWN_DELAY"));
        assertEquals(service.getProperty("quarkus.shutdown.timeout"), settings.get("QUARKUS_SHUTDOWN_TIMEOUT"));
        assertEquals(
                byDefault(Class.forName("org.earshot.delivery.DeliveryConfig"), "sendTimeout"),
                DurationConverter.parseDuration(settings.get("EARSHOT_DELIVERY_SEND_TIMEOUT")));
    }

    private static Duration byDefault(Class<?> config, String key) {
        try {
            return DurationConverter.parseDuration(config.getDeclaredMethod(key)
                    .getAnnotation(WithDefault.class)
                    .value());
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    // ---- settings and secrets

    @ParameterizedTest
    @MethodSource(VALUES)
    void theServiceKnowsEverySetting(Path values) throws IOException {
        Manifests manifests = of(values);
        Set<String> unknown = new TreeSet<>(settings(manifests).keySet());
        containers(manifests).forEach(container -> container.getEnv().forEach(env -> unknown.add(env.getName())));
        unknown.removeAll(documentedVariables());
        assertEquals(Set.of(), unknown, "not in docs/operations.md");
    }

    /** The keys of docs/operations.md as environment variables; {@code `….url`} goes on from the key before. */
    private static Set<String> documentedVariables() throws IOException {
        Set<String> variables = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("docs", "operations.md"))) {
            String before = "";
            for (Matcher word = Pattern.compile("`([-a-z0-9.…<>]+)`").matcher(line); word.find(); ) {
                String key = word.group(1);
                if (key.startsWith("…")) {
                    int end = before.lastIndexOf('.');
                    key = before.substring(0, Math.max(end, 0)) + "." + key.replaceFirst("^…\\.?", "");
                } else {
                    before = key;
                }
                variables.add(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
            }
        }
        return variables;
    }

    @ParameterizedTest
    @MethodSource(VALUES)
    void everySecretIsAReference(Path values) throws IOException {
        Manifests manifests = of(values);
        Pattern secret = Pattern.compile("PASSWORD|SECRET|KEYS_(LINK|HASH)_|AUTH_TOKEN|GATEWAY_TOKEN|SIGN_KEY$");
        Set<String> plain = new TreeSet<>(settings(manifests).keySet());
        for (Container container : containers(manifests)) {
            for (EnvVar env : container.getEnv()) {
                if (env.getValue() != null) {
                    plain.add(env.getName());
                } else {
                    assertFalse(env.getValueFrom().getSecretKeyRef().getName().isEmpty());
                }
            }
        }
        plain.removeIf(name -> !secret.matcher(name).find());
        assertEquals(Set.of(), plain);
        assertEquals(
                "file:/etc/earshot/tokens/"
                        + Chart.yaml(values).path("secrets").path("privateKey").asText("private.pem"),
                settings(manifests).get("SMALLRYE_JWT_SIGN_KEY_LOCATION"));
    }

    @Test
    void theServiceHasItsSecrets() throws IOException {
        Manifests manifests = of(EVERYTHING);
        Container container = container(manifests);
        assertEquals(
                List.of("earshot-keys", "earshot-providers"),
                container.getEnvFrom().stream()
                        .flatMap(from -> Stream.ofNullable(from.getSecretRef()))
                        .map(reference -> reference.getName())
                        .toList());
        assertEquals(
                List.of("service-role"),
                container.getEnv().stream()
                        .filter(env -> env.getName().equals("EARSHOT_DATABASE_PASSWORD"))
                        .map(env -> env.getValueFrom().getSecretKeyRef().getName())
                        .toList());
        assertEquals(
                "earshot-tokens",
                replica(manifests).getVolumes().get(0).getSecret().getSecretName());
        assertEquals("/etc/earshot/tokens", container.getVolumeMounts().get(0).getMountPath());
    }

    // ---- rights

    @ParameterizedTest
    @MethodSource(VALUES)
    void noPodMayDoMoreThanItMust(Path values) throws IOException {
        for (PodSpec pod : pods(of(values))) {
            assertEquals(true, pod.getSecurityContext().getRunAsNonRoot());
            assertNotEquals(0L, pod.getSecurityContext().getRunAsUser());
            assertEquals(
                    "RuntimeDefault",
                    pod.getSecurityContext().getSeccompProfile().getType());
            assertEquals(false, pod.getAutomountServiceAccountToken());
            assertEquals(false, pod.getEnableServiceLinks());
            for (Container container : pod.getContainers()) {
                assertEquals(true, container.getSecurityContext().getReadOnlyRootFilesystem());
                assertEquals(false, container.getSecurityContext().getAllowPrivilegeEscalation());
                assertEquals(
                        List.of("ALL"),
                        container.getSecurityContext().getCapabilities().getDrop());
                assertTrue(container.getResources().getLimits().containsKey("memory"));
            }
        }
    }

    @Test
    void theUserIsThatOfTheImageOrTheClusters() throws IOException {
        assertEquals(List.of(10001L, 10001L), users(MINIMUM));
        assertEquals(List.of(20002L, 20002L), users(EVERYTHING));
        assertEquals(List.of(), users(MOCK));
    }

    @Test
    void theKeysOfTokensCanBeReadWhoeverThePodRunsAs() throws IOException {
        assertEquals(0440, replica(of(MINIMUM)).getVolumes().get(0).getSecret().getDefaultMode());
        assertEquals(0444, replica(of(MOCK)).getVolumes().get(0).getSecret().getDefaultMode());
    }

    @Test
    void nothingNeedsAVolumeForItsTemporaryFiles() throws IOException {
        String jib = Files.readString(Path.of("src/main/resources/application.properties"));
        for (String image : List.of(
                jib,
                Files.readString(Path.of("deploy/Dockerfile.jvm")),
                Files.readString(Path.of("deploy/Dockerfile.native")))) {
            assertTrue(image.contains("-Djava.io.tmpdir=/dev/shm"));
        }
        assertEquals(1, replica(of(MINIMUM)).getVolumes().size());
    }

    private List<Long> users(Path values) throws IOException {
        return pods(of(values)).stream()
                .flatMap(pod -> Stream.ofNullable(pod.getSecurityContext().getRunAsUser()))
                .toList();
    }

    // ---- who reaches whom

    @Test
    void theOutsideReachesWhatCallersNeedAndNothingElse() throws IOException {
        Set<String> expected = new TreeSet<>(Set.of("/r", "/u", "/assets"));
        Chart.yaml(Path.of("docs", "openapi.yaml")).path("paths").fieldNames().forEachRemaining(path -> {
            String[] segments = path.split("/", -1);
            expected.add("/" + segments[1]);
            if (segments[1].equals("v1")) {
                expected.add("/" + segments[2]);
            }
        });
        assertTrue(expected.remove("/sandbox"));
        Ingress ingress = of(EVERYTHING).the(Ingress.class);
        List<HTTPIngressPath> paths = paths(of(EVERYTHING));
        assertEquals(expected, paths.stream().map(HTTPIngressPath::getPath).collect(toCollection(TreeSet::new)));
        assertEquals(
                Set.of("Prefix"),
                paths.stream().map(HTTPIngressPath::getPathType).collect(toSet()));
        assertEquals("feedback.example.com", ingress.getSpec().getRules().get(0).getHost());
        assertEquals(
                List.of("feedback.example.com"),
                ingress.getSpec().getTls().get(0).getHosts());
        assertNull(ingress.getSpec().getDefaultBackend());

        String told = Files.readString(Path.of("docs", "operations.md")).split("## What not to expose", 2)[1];
        expected.forEach(path -> assertTrue(told.contains("`" + path + "`"), path));
    }

    private static List<HTTPIngressPath> paths(Manifests manifests) {
        return manifests
                .the(Ingress.class)
                .getSpec()
                .getRules()
                .get(0)
                .getHttp()
                .getPaths();
    }

    @ParameterizedTest
    @CsvSource({
        "{}, 53 5432 587 443",
        "'{email: {port: 2525}, database: {address: ''db:6432/earshot''}}', 53 6432 2525 443",
        "'{sms: {sender: gateway, gateway: {url: ''http://sms.example.com/messages''}}}', 53 5432 587 80",
        "'{sms: {sender: gateway, gateway: {url: ''https://sms.example.com:8443/x''}}}', 53 5432 587 8443",
        "'{sms: {sender: mock}, email: {sender: mock}, acceptInsecureInstance: true}', 53 5432",
        "'{database: {address: ''p:6432/x'', readerAddress: ''r:5433/x''}, migration: {address: ''db:5432/x''}}', 53 6432 5433 5432 587 443",
        "'{database: {readerAddress: ''r:5432/x''}, migration: {address: ''db:5432/y''}}', 53 5432 587 443",
    })
    void theServiceReachesItsDatabaseItsProvidersAndNobodyElse(String changes, String ports) throws IOException {
        NetworkPolicy policy = of(MINIMUM, changes).the(NetworkPolicy.class);
        assertEquals(List.of("Ingress", "Egress"), policy.getSpec().getPolicyTypes());
        Set<String> open = policy.getSpec().getEgress().stream()
                .map(NetworkPolicyEgressRule::getPorts)
                .flatMap(List::stream)
                .map(port -> port.getPort().getIntVal().toString())
                .collect(toSet());
        assertEquals(Set.of(ports.split(" ")), open);
        policy.getSpec().getEgress().forEach(rule -> assertFalse(rule.getPorts().isEmpty()));
    }

    @Test
    void callersAndMonitoringAloneReachTheService() throws IOException {
        NetworkPolicy policy = of(MINIMUM).the(NetworkPolicy.class);
        assertEquals(
                List.of("ingress-nginx", "monitoring"),
                policy.getSpec().getIngress().stream()
                        .flatMap(rule -> rule.getFrom().stream())
                        .map(peer ->
                                peer.getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name"))
                        .toList());
    }

    @Test
    void forwardedHeadersAreBelievedOnlyOfAnIngressController() throws IOException {
        String key = "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING";
        assertNull(settings(of(MINIMUM)).get(key));
        assertEquals("true", settings(of(EVERYTHING)).get(key));
        assertNull(
                settings(of(EVERYTHING, "{ingress: {forwardedHeaders: false}}")).get(key));
    }

    // ---- migrations

    @Test
    void aJobMigratesBeforeAnythingElseExists() throws IOException {
        assertFalse(new Chart(scratch).rendered(MINIMUM, "{}").contains("kind: Job"), "Helm knows it as a hook");
        Manifests manifests = of(MINIMUM);
        Job job = manifests.the(Job.class);
        assertEquals(
                "pre-install,pre-upgrade", job.getMetadata().getAnnotations().get("was/hook"));
        assertEquals("false", settings(manifests).get("EARSHOT_DATABASE_MIGRATE_AT_START"));

        PodSpec pod = job.getSpec().getTemplate().getSpec();
        Container container = pod.getContainers().get(0);
        assertEquals(List.of("migrate"), container.getArgs());
        assertEquals(container(manifests).getImage(), container.getImage());
        assertEquals("Never", pod.getRestartPolicy());
        assertEquals(List.of(), container.getEnvFrom());
        assertTrue(container.getEnv().stream()
                .flatMap(env -> Stream.ofNullable(env.getValueFrom()))
                .allMatch(from -> from.getConfigMapKeyRef() == null));
        assertEquals(List.of(), pod.getVolumes());
        assertNull(pod.getServiceAccountName());
        assertEquals(
                List.of("postgres.example.com:5432/earshot", "earshot", "earshot-database"), credentials(container));
    }

    @Test
    void migrationsMayHaveARoleOfTheirOwn() throws IOException {
        assertEquals(
                List.of("postgres.database:5432/earshot", "earshot_owner", "owner-role", PAST_THE_POOLER),
                credentials(of(EVERYTHING)
                        .the(Job.class)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)));
    }

    @Test
    void jdbcGoesPastThePoolerIfThereIsOne() throws IOException {
        assertNull(settings(of(MINIMUM)).get("QUARKUS_DATASOURCE_JDBC_URL"));
        Map<String, String> settings = settings(of(EVERYTHING));
        assertEquals("pooler.database:6432/earshot", settings.get("EARSHOT_DATABASE_ADDRESS"));
        assertEquals("standby.database:5433/earshot", settings.get("EARSHOT_DATABASE_READER_ADDRESS"));
        assertEquals(PAST_THE_POOLER, settings.get("QUARKUS_DATASOURCE_JDBC_URL"));
        assertTrue(
                Files.readString(Path.of("docs", "runbooks", "scaling.md"))
                        .contains(PAST_THE_POOLER.replace("postgres.database", "db.example.com")),
                "as it was tried");
        assertEquals(
                "jdbc:postgresql://db:5432/x?sslmode=require&options=-c%20statement_timeout=0%20-c%20lock_timeout=0",
                settings(of(MINIMUM, "{migration: {address: 'db:5432/x?sslmode=require'}}"))
                        .get("QUARKUS_DATASOURCE_JDBC_URL"));
    }

    @Test
    void thePolicyOfTheReadmeFindsTheJob() throws IOException {
        Matcher policy = Pattern.compile("```yaml\n(apiVersion.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Chart.SOURCE.resolveSibling("README.md")));
        assertTrue(policy.find());
        Map<String, String> selector = Manifests.read(policy.group(1))
                .the(NetworkPolicy.class)
                .getSpec()
                .getPodSelector()
                .getMatchLabels();
        Map<String, String> labels =
                of(MINIMUM).the(Job.class).getSpec().getTemplate().getMetadata().getLabels();
        assertTrue(labels.entrySet().containsAll(selector.entrySet()), selector::toString);
    }

    private static List<String> credentials(Container container) {
        return container.getEnv().stream()
                .map(env -> env.getValue() != null
                        ? env.getValue()
                        : env.getValueFrom().getSecretKeyRef().getName())
                .toList();
    }

    @Test
    void withoutTheJobEachReplicaMigrates() throws IOException {
        Manifests manifests = of(MOCK);
        assertTrue(manifests.find(Job.class).isEmpty());
        assertEquals("true", settings(manifests).get("EARSHOT_DATABASE_MIGRATE_AT_START"));
    }

    // ---- shorthands

    private static Map<String, String> settings(Manifests manifests) {
        return manifests.the(ConfigMap.class).getData();
    }

    private static PodSpec replica(Manifests manifests) {
        return manifests.the(Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static Container container(Manifests manifests) {
        return replica(manifests).getContainers().get(0);
    }

    private static List<PodSpec> pods(Manifests manifests) {
        return Stream.concat(
                        Stream.of(replica(manifests)),
                        manifests
                                .find(Job.class)
                                .map(job -> job.getSpec().getTemplate().getSpec())
                                .stream())
                .toList();
    }

    private static List<Container> containers(Manifests manifests) {
        return pods(manifests).stream()
                .flatMap(pod -> pod.getContainers().stream())
                .toList();
    }
}
