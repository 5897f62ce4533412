package io.podium.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.benchmarks.report.Figures.Point;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/**
 * Makes a page with tables and one SVG plot per curve of what stands in a folder: {@code jmh.json}, JMH's results, and
 * {@code figures.jsonl}, see {@link Figures}; either may be absent. Argument: the folder.
 */
public final class Report {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    /** A curve whose x reach over so much is drawn over their logarithm. */
    private static final double WIDE = 50;

    private final StringBuilder page = new StringBuilder("# Measurements\n");
    private final Map<String, List<Point>> curves = new LinkedHashMap<>();

    private Report() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Report report = new Report();
        report.addMicroBenchmarks(folder.resolve("jmh.json"));
        report.addFigures(folder.resolve("figures.jsonl"));
        report.write(folder);
    }

    /** Every benchmark is a row; one that was run with several values of a number is a curve, too. */
    private void addMicroBenchmarks(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        page.append("\n| benchmark | with | score | error | unit |\n| --- | --- | --- | --- | --- |\n");
        for (JsonNode result : Json.mapper().readTree(Files.readAllBytes(file))) {
            String name = result.get("benchmark").asText().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
            JsonNode metric = result.get("primaryMetric");
            String unit = metric.get("scoreUnit").asText();
            StringBuilder with = new StringBuilder();
            for (Map.Entry<String, JsonNode> parameter : result.path("params").properties()) {
                String value = parameter.getValue().asText();
                with.append(parameter.getKey()).append(' ').append(value).append(' ');
                if (NUMBER.matcher(value).matches()) {
                    add(new Point(
                            name + ", " + unit + " by " + parameter.getKey(),
                            Double.parseDouble(value),
                            metric.get("score").asDouble()));
                }
            }
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %s| %,.1f | %,.1f | %s |%n",
                    name,
                    with,
                    metric.get("score").asDouble(),
                    metric.get("scoreError").asDouble(),
                    unit));
        }
    }

    private void addFigures(Path file) throws IOException {
        if (Files.exists(file)) {
            Figures.read(file).forEach(this::add);
        }
    }

    private void add(Point point) {
        curves.computeIfAbsent(point.curve(), curve -> new ArrayList<>()).add(point);
    }

    private void write(Path folder) throws IOException {
        for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
            String file = curve.getKey().replaceAll("[^A-Za-z0-9]+", "-") + ".svg";
            page.append("\n## ")
                    .append(curve.getKey())
                    .append("\n\n![](")
                    .append(file)
                    .append(")\n\n| x | y |\n|---|---|\n");
            for (Point point : curve.getValue()) {
                page.append(String.format(Locale.ROOT, "| %,.0f | %,.2f |%n", point.x(), point.y()));
            }
            VectorGraphicsEncoder.saveVectorGraphic(
                    plot(curve.getKey(), curve.getValue()), folder.resolve(file).toString(), VectorGraphicsFormat.SVG);
        }
        Files.writeString(folder.resolve("report.md"), page);
    }

    private static XYChart plot(String name, List<Point> points) {
        String[] axes = name.substring(name.indexOf(", ") + 2).split(" by ");
        double[] x = points.stream().mapToDouble(Point::x).toArray();
        double[] y = points.stream().mapToDouble(Point::y).toArray();
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name.substring(0, name.indexOf(", ")))
                .xAxisTitle(axes[axes.length - 1])
                .yAxisTitle(axes[0])
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setXAxisLogarithmic(x[0] > 0 && x[x.length - 1] / x[0] >= WIDE);
        chart.addSeries(name, x, y);
        return chart;
    }
}
