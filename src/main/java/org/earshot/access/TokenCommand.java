package org.earshot.access;

import io.smallrye.jwt.build.JwtException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.earshot.problem.Problem;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** {@code token --companies 1,2 --scope "…" --days 365}: prints a signed token, without starting the service. */
public final class TokenCommand {

    private static final Options OPTIONS = new Options()
            .addOption(Option.builder().longOpt("companies").hasArg().required().get())
            .addOption(Option.builder().longOpt("scope").hasArg().required().get())
            .addOption(Option.builder().longOpt("days").hasArg().required().get())
            .addOption(Option.builder().longOpt("name").hasArg().get());

    private final Config config;
    private final PrintStream out;
    private final PrintStream err;

    public TokenCommand(Config config, PrintStream out, PrintStream err) {
        this.config = config;
        this.out = out;
        this.err = err;
    }

    /** Answers with the exit code: 0, or 1 after the error stream has told what is wrong. */
    public int run(List<String> arguments) {
        try {
            CommandLine line = new DefaultParser().parse(OPTIONS, arguments.toArray(String[]::new));
            NewToken wanted = NewToken.parse(
                    line.getOptionValue("name"),
                    Arrays.asList(line.getOptionValue("companies").split(",")),
                    line.getOptionValue("scope"),
                    days(line.getOptionValue("days")));
            out.println(IssueToken.sign(
                    wanted,
                    config.getValue("earshot.tokens.issuer", String.class),
                    config.getValue("earshot.tokens.audience", String.class)));
            return 0;
        } catch (ParseException | Problem e) {
            err.println(e.getMessage());
            err.println(
                    "Usage: token --companies 1,2|* --scope \"requests:write requests:read\" --days 365 [--name X]");
            return 1;
        } catch (JwtException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /** Null for what is no number of days, which is then named together with all else that is wrong. */
    private static @Nullable Duration days(String text) {
        try {
            return Duration.ofDays(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
