package io.podium.standalone.broker;

import io.podium.operations.administration.AdminFutures;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The settings of brokers that rule how long sync answers take, and that nobody but the brokers' operator can change
 * (docs/operate.md, "Brokers"). Podium is right with any of them, only slower.
 */
public final class BrokerSettings {

    /** What suits, in milliseconds; more makes clients wait. */
    public static final Map<String, Integer> RECOMMENDED = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            "add.partitions.to.txn.retry.backoff.ms", 1,
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", 1000)));

    private static final int WAIT_MS = 10_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,20}");

    private BrokerSettings() {}

    /** Which brokers have settings that make clients wait, a line for each setting; or why that is not known. */
    public static List<String> advice(Admin admin) {
        try {
            List<ConfigResource> brokers =
                    AdminFutures.get(admin.describeCluster(new DescribeClusterOptions().timeoutMs(WAIT_MS))
                                    .nodes())
                            .stream()
                            .map(Node::idString)
                            .map(id -> new ConfigResource(ConfigResource.Type.BROKER, id))
                            .toList();
            Map<String, Config> configs = new TreeMap<>();
            AdminFutures.get(admin.describeConfigs(brokers, new DescribeConfigsOptions().timeoutMs(WAIT_MS))
                            .all())
                    .forEach((broker, config) -> configs.put(broker.name(), config));
            return advice(configs);
        } catch (IllegalStateException e) {
            return List.of("the brokers' settings can't be looked at, which takes the right to describe the cluster's "
                    + "configuration: " + e.getMessage());
        }
    }

    /** The same of settings by broker; a setting that a broker does not report, or not as a number, suits. */
    static List<String> advice(Map<String, Config> brokers) {
        List<String> advice = new ArrayList<>();
        RECOMMENDED.forEach((name, suiting) -> {
            Map<String, String> others = new TreeMap<>();
            brokers.forEach((broker, config) -> {
                if (isMore(config.get(name), suiting)) {
                    others.put(broker, config.get(name).value());
                }
            });
            if (!others.isEmpty()) {
                advice.add("sync answers wait longer than they need to: expected " + name + " of at most " + suiting
                        + " of every broker, but by broker " + others);
            }
        });
        return advice;
    }

    private static boolean isMore(ConfigEntry found, int suiting) {
        return found != null
                && found.value() != null
                && NUMBER.matcher(found.value()).matches()
                && new BigInteger(found.value()).compareTo(BigInteger.valueOf(suiting)) > 0;
    }
}
