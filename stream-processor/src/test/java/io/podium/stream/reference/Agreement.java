package io.podium.stream.reference;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Holds {@link AgreementProperties} for as many histories as wanted; jqwik itself prints cases, seed and failure. */
@Command(
        name = "scripts/agreement",
        mixinStandardHelpOptions = true,
        description =
                "Holds the topology against the reference model on generated rules and events. A failure prints the"
                        + " smallest case that still fails, and is tried first in the next run with as many CASES.")
final class Agreement implements Callable<Integer> {

    private static final int CAUSES = 20;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CASES",
            defaultValue = "10000",
            description = "How many; ${DEFAULT-VALUE}, about 20 a second.")
    private int cases;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Agreement()).execute(arguments));
    }

    @Override
    public Integer call() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(AgreementProperties.class))
                .configurationParameter("jqwik.tries.default", Integer.toString(cases))
                .configurationParameter("jqwik.database", "stream-processor/target/jqwik-database")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), CAUSES);
        return summary.getTestsSucceededCount() == 1 && summary.getTotalFailureCount() == 0 ? 0 : 1;
    }
}
