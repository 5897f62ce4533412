package io.podium.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sums up what mutation testing has found, by package. */
@Command(
        name = "scripts/mutation",
        mixinStandardHelpOptions = true,
        description = "Changes the code of the rules module in small ways and looks whether a test notices; takes some"
                + " minutes. Prints the share that was noticed, by package; the report of all is"
                + " rules/target/pit-reports/index.html.")
final class MutationScore implements Callable<Integer> {

    private static final Path REPORT = Path.of("rules", "target", "pit-reports", "mutations.xml");
    private static final String ROOT = "io.podium.rules.";

    @Option(names = "--survivors", description = "Also lists each change that no test notices.")
    private boolean survivors;

    /**
     * One change of the code.
     *
     * @param place class and line, below the module's package
     */
    record Mutant(String place, String change, boolean noticed) {
        String packageName() {
            return place.substring(0, place.indexOf('.'));
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MutationScore()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Mutant> mutants;
        try (InputStream report = Files.newInputStream(REPORT)) {
            mutants = read(report);
        }
        table(mutants).forEach(System.out::println);
        if (survivors) {
            mutants.stream()
                    .filter(mutant -> !mutant.noticed())
                    .forEach(mutant -> System.out.println(mutant.place() + ": " + mutant.change()));
        }
        return 0;
    }

    static List<Mutant> read(InputStream report) throws IOException, ParserConfigurationException, SAXException {
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report)
                .getElementsByTagName("mutation");
        List<Mutant> mutants = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            Element one = (Element) all.item(i);
            String place = text(one, "mutatedClass").substring(ROOT.length()) + ":" + text(one, "lineNumber");
            mutants.add(new Mutant(
                    place,
                    text(one, "description"),
                    one.getAttribute("detected").equals("true")));
        }
        return mutants;
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }

    /** Markdown, with the whole module last. */
    static List<String> table(List<Mutant> mutants) {
        Map<String, List<Mutant>> packages =
                mutants.stream().collect(Collectors.groupingBy(Mutant::packageName, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>(List.of("| package | changes | noticed | share |", "|---|---|---|---|"));
        packages.forEach((name, ofPackage) -> lines.add(row(name, ofPackage)));
        lines.add(row("all", mutants));
        return lines;
    }

    private static String row(String name, List<Mutant> mutants) {
        long noticed = mutants.stream().filter(Mutant::noticed).count();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f %% |",
                name,
                mutants.size(),
                noticed,
                100.0 * noticed / Math.max(1, mutants.size()));
    }
}
