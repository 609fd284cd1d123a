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

    /** Answers with the exit code: 0, or 1 after one line on the error stream. */
    public int run(List<String> arguments) {
        try {
            CommandLine line = new DefaultParser().parse(OPTIONS, arguments.toArray(String[]::new));
            NewToken wanted = NewToken.parse(
                    line.getOptionValue("name"),
                    Arrays.asList(line.getOptionValue("companies").split(",")),
                    line.getOptionValue("scope"),
                    Duration.ofDays(days(line.getOptionValue("days"))));
            out.println(IssueToken.sign(
                    wanted,
                    config.getValue("earshot.tokens.issuer", String.class),
                    config.getValue("earshot.tokens.audience", String.class),
                    config));
            return 0;
        } catch (JwtException e) {
            err.println("The token cannot be signed: check smallrye.jwt.sign.key.location");
            return 1;
        } catch (ParseException | Problem e) {
            err.println(e.getMessage());
            err.println(
                    "Usage: token --companies 1,2|* --scope \"requests:write requests:read\" --days 365 [--name X]");
            return 1;
        }
    }

    private static int days(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Problem.invalid("days", "must be an integer");
        }
    }
}
