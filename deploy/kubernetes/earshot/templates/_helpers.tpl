{{- define "earshot.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "earshot.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains (include "earshot.name" .) .Release.Name }}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "earshot.name" .) | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "earshot.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* What the pods of the service are found by. It cannot be changed later, so it has no version. */}}
{{- define "earshot.selectorLabels" -}}
app.kubernetes.io/name: {{ include "earshot.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: service
{{- end }}

{{- define "earshot.commonLabels" -}}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "earshot.labels" -}}
{{ include "earshot.selectorLabels" . }}
{{ include "earshot.commonLabels" . }}
{{- end }}

{{/* The Job's pods must not be taken for those of the service: they serve nothing. */}}
{{- define "earshot.migrationLabels" -}}
app.kubernetes.io/name: {{ include "earshot.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: migration
{{ include "earshot.commonLabels" . }}
{{- end }}

{{/* Everything that the start-up rules would miss, in one sentence, as the service itself tells it. */}}
{{- define "earshot.validate" -}}
{{- $v := .Values }}
{{- $missing := list }}
{{- if not $v.publicUrl }}
{{- $missing = append $missing "publicUrl is missing (the address at which recipients reach the service)" }}
{{- end }}
{{- if not $v.database.address }}
{{- $missing = append $missing "database.address is missing (host:port/database)" }}
{{- end }}
{{- if not $v.database.passwordSecret.name }}
{{- $missing = append $missing "database.passwordSecret.name is missing (an existing Secret with the database's password)" }}
{{- end }}
{{- if not $v.secrets.environment }}
{{- $missing = append $missing "secrets.environment is empty (existing Secrets with EARSHOT_KEYS_LINK_1 and EARSHOT_KEYS_HASH_1)" }}
{{- end }}
{{- if not $v.secrets.tokens }}
{{- $missing = append $missing "secrets.tokens is missing (an existing Secret with the keys of tokens)" }}
{{- end }}
{{- if eq $v.email.sender "smtp" }}
{{- if not $v.email.from }}
{{- $missing = append $missing "email.from is missing (the address that emails come from)" }}
{{- end }}
{{- if not $v.email.host }}
{{- $missing = append $missing "email.host is missing (the mail server)" }}
{{- end }}
{{- end }}
{{- if not $v.sms.sender }}
{{- $missing = append $missing "sms.sender is missing (gateway, twilio or mock)" }}
{{- end }}
{{- if and (eq $v.sms.sender "gateway") (not $v.sms.gateway.url) }}
{{- $missing = append $missing "sms.gateway.url is missing (where text messages are posted)" }}
{{- end }}
{{- if and (eq $v.sms.sender "twilio") (not (or $v.sms.twilio.from $v.sms.twilio.messagingServiceSid)) }}
{{- $missing = append $missing "sms.twilio.from or sms.twilio.messagingServiceSid is missing (whom text messages come from)" }}
{{- end }}
{{- if not $v.acceptInsecureInstance }}
{{- if not $v.retentionDays }}
{{- $missing = append $missing "retentionDays is missing (without it data are kept for ever)" }}
{{- end }}
{{- range $channel := list "email" "sms" }}
{{- if eq (index $v $channel "sender") "mock" }}
{{- $missing = append $missing (printf "%s.sender is mock, which sends nothing, and acceptInsecureInstance is false" $channel) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and $v.autoscaling.enabled (gt (int $v.autoscaling.minReplicas) (int $v.autoscaling.maxReplicas)) }}
{{- $missing = append $missing "autoscaling.minReplicas is more than autoscaling.maxReplicas" }}
{{- end }}
{{- if and $v.autoscaling.enabled (not (dig "requests" "cpu" "" $v.resources)) }}
{{- $missing = append $missing "resources.requests.cpu is missing (the autoscaler measures by it)" }}
{{- end }}
{{- range $key, $_ := $v.config }}
{{- if hasKey (include "earshot.typedConfiguration" $ | fromYaml) $key }}
{{- $missing = append $missing (printf "config.%s is set by another value of the chart" $key) }}
{{- end }}
{{- end }}
{{- if $missing }}
{{- fail (printf "Earshot is not installed: %s." (join "; " $missing)) }}
{{- end }}
{{- end }}

{{/* The settings that have a value of their own, and those that the chart decides. */}}
{{- define "earshot.typedConfiguration" -}}
{{- $v := .Values -}}
EARSHOT_PUBLIC_URL: {{ $v.publicUrl | quote }}
EARSHOT_ACCEPT_INSECURE_INSTANCE: {{ $v.acceptInsecureInstance | quote }}
EARSHOT_DATABASE_ADDRESS: {{ $v.database.address | quote }}
EARSHOT_DATABASE_USERNAME: {{ $v.database.username | quote }}
{{- with $v.database.readerAddress }}
EARSHOT_DATABASE_READER_ADDRESS: {{ . | quote }}
{{- end }}
{{- if $v.migration.address }}
QUARKUS_DATASOURCE_JDBC_URL: {{ include "earshot.migrationUrl" . | quote }}
{{- end }}
EARSHOT_DATABASE_MIGRATE_AT_START: {{ not $v.migration.enabled | quote }}
MP_JWT_VERIFY_PUBLICKEY_LOCATION: {{ printf "file:/etc/earshot/tokens/%s" $v.secrets.publicKey | quote }}
SMALLRYE_JWT_SIGN_KEY_LOCATION: {{ printf "file:/etc/earshot/tokens/%s" $v.secrets.privateKey | quote }}
EARSHOT_DELIVERY_SENDER_EMAIL: {{ $v.email.sender | quote }}
EARSHOT_DELIVERY_SENDER_SMS: {{ $v.sms.sender | quote }}
EARSHOT_DELIVERY_SEND_TIMEOUT: {{ printf "%ds" (int $v.shutdown.sendTimeoutSeconds) | quote }}
QUARKUS_SHUTDOWN_DELAY: {{ printf "%ds" (int $v.shutdown.delaySeconds) | quote }}
QUARKUS_SHUTDOWN_TIMEOUT: {{ printf "%ds" (int $v.shutdown.timeoutSeconds) | quote }}
QUARKUS_HTTP_PORT: "8080"
{{- if $v.retentionDays }}
EARSHOT_RETENTION_DAYS: {{ int $v.retentionDays | quote }}
{{- end }}
{{- if eq $v.email.sender "smtp" }}
EARSHOT_DELIVERY_MAIL_FROM: {{ $v.email.from | quote }}
QUARKUS_MAILER_HOST: {{ $v.email.host | quote }}
QUARKUS_MAILER_PORT: {{ int $v.email.port | quote }}
QUARKUS_MAILER_START_TLS: {{ $v.email.startTls | quote }}
{{- end }}
{{- if eq $v.sms.sender "gateway" }}
EARSHOT_DELIVERY_SMS_GATEWAY_URL: {{ $v.sms.gateway.url | quote }}
{{- end }}
{{- if eq $v.sms.sender "twilio" }}
{{- with $v.sms.twilio.from }}
EARSHOT_DELIVERY_SMS_TWILIO_FROM: {{ . | quote }}
{{- end }}
{{- with $v.sms.twilio.messagingServiceSid }}
EARSHOT_DELIVERY_SMS_TWILIO_MESSAGING_SERVICE_SID: {{ . | quote }}
{{- end }}
{{- end }}
{{- if and $v.ingress.enabled $v.ingress.forwardedHeaders }}
QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING: "true"
QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED: "true"
QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST: "true"
{{- end }}
{{- end }}

{{- define "earshot.configuration" -}}
{{ include "earshot.typedConfiguration" . }}
{{- range $key, $value := .Values.config }}
{{ $key }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* PostgreSQL past the pooler, and past the time-outs that the role has for it (docs/runbooks/scaling.md). */}}
{{- define "earshot.migrationUrl" -}}
{{- $address := .Values.migration.address }}
{{- printf "jdbc:postgresql://%s%soptions=-c%%20statement_timeout=0%%20-c%%20lock_timeout=0" $address (ternary "&" "?" (contains "?" $address)) }}
{{- end }}

{{/* The ports of all databases at host:port/database, one a line. */}}
{{- define "earshot.databasePorts" -}}
{{- range list .Values.database.address .Values.database.readerAddress .Values.migration.address | compact | uniq }}
{{ regexFind ":[0-9]+/" . | trimPrefix ":" | trimSuffix "/" }}
{{- end }}
{{- end }}

{{/* The port at which the provider of text messages is called. */}}
{{- define "earshot.smsPort" -}}
{{- $url := urlParse (ternary .Values.sms.gateway.url "" (eq .Values.sms.sender "gateway")) }}
{{- regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (ternary "80" "443" (eq $url.scheme "http")) }}
{{- end }}

{{- define "earshot.podSecurityContext" -}}
runAsNonRoot: true
{{- with .Values.runAsUser }}
runAsUser: {{ int . }}
runAsGroup: {{ int . }}
fsGroup: {{ int . }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "earshot.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
{{- end }}

{{/* What the pods of the service and of the migration have in common. */}}
{{- define "earshot.podSpec" -}}
automountServiceAccountToken: false
{{- with .Values.serviceAccountName }}
serviceAccountName: {{ . }}
{{- end }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
# a Service named earshot would otherwise become EARSHOT_PORT and the like, among the settings
enableServiceLinks: false
securityContext:
  {{- include "earshot.podSecurityContext" . | nindent 2 }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
