package io.podium.rules.authoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.authoring.RuleFiles.Definition;
import io.podium.rules.condition.Expressions;
import io.podium.rules.program.AccountRules;
import io.podium.rules.program.Cap;
import io.podium.rules.program.Challenge;
import io.podium.rules.program.Contest;
import io.podium.rules.program.EarnRule;
import io.podium.rules.program.Multiplier;
import io.podium.rules.program.Program;
import io.podium.rules.program.Tiers;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.EventTypeDefinition;
import io.podium.schemas.rule.EventTypeDefinition.AttributeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is right as a rule and will hardly do what its author wants: rules that never fire, or never in full. Event
 * types and attributes are only looked for where there is a catalogue to look in.
 */
final class Lint {

    private final Instant now;
    private final Map<String, EventTypeDefinition> catalogue = new TreeMap<>();
    private final NavigableMap<String, AccountRules> accounts = new TreeMap<>();
    private final List<RuleProblem> warnings = new ArrayList<>();

    private Lint(Instant now) {
        this.now = now;
    }

    /**
     * The warnings of definitions that are good, in their order.
     *
     * @param now what is over by then is reported
     */
    static List<RuleProblem> warnings(List<Definition> definitions, Instant now) {
        Lint lint = new Lint(now);
        for (Definition definition : definitions) {
            if (definition.program() instanceof Program.EventType eventType) {
                lint.catalogue.put(eventType.id(), eventType.definition());
            } else if (definition.program() instanceof AccountRules account) {
                lint.accounts.put(account.id(), account);
            }
        }
        Optional<Long> most = MostPoints.of(definitions);
        definitions.forEach(definition -> lint.definition(definition, most));
        return List.copyOf(lint.warnings);
    }

    private void definition(Definition definition, Optional<Long> most) {
        SourceDocument source = definition.source();
        JsonNode rule = source.definition();
        if (definition.program() instanceof EarnRule earn) {
            looks(
                    source,
                    "",
                    rule,
                    "event_type",
                    rule.path("grant").path("amount_attribute"),
                    "grant.amount_attribute");
            cap(source, earn);
            multiplier(source, earn);
        } else if (definition.program() instanceof AccountRules account) {
            contradicted(source, account);
        } else if (definition.program() instanceof Contest contest) {
            JsonNode scoring = rule.path("scoring");
            looks(source, "", rule, "scoring.event_type", scoring.path("score_attribute"), "scoring.score_attribute");
            over(source, "ends_at", contest.endsAt());
        } else if (definition.program() instanceof Challenge challenge) {
            for (int i = 0; i < challenge.objectives().size(); i++) {
                JsonNode objective = rule.get("objectives").get(i);
                JsonNode attribute = objective.path("evaluator").asText().equalsIgnoreCase("sum")
                        ? objective.path("attribute")
                        : objective.path("no attribute that must be a number");
                String path = "objectives[" + i + "].";
                looks(source, path, objective, "event_type", attribute, path + "attribute");
                if (attribute.isMissingNode() && objective.has("attribute")) {
                    attribute(source, path + "attribute", objective.get("attribute"), objective.path("event_type"));
                }
            }
            over(source, "ends_at", challenge.endsAt());
        } else if (definition.program() instanceof Tiers tiers) {
            most.ifPresent(points -> unreachable(source, tiers, points));
        } else if (rule.has("qualifying_event")) {
            looks(source, "", rule, "qualifying_event", rule.path("no amount"), "");
        }
    }

    /** What a rule or an objective looks at: a type of event, attributes in its filter and condition, and an amount. */
    private void looks(
            SourceDocument source, String path, JsonNode rule, String typePath, JsonNode amount, String amountPath) {
        JsonNode eventType = rule.at("/" + typePath.replace('.', '/'));
        if (catalogue.isEmpty() || !eventType.isTextual()) {
            return;
        }
        EventTypeDefinition type = catalogue.get(eventType.asText());
        if (type == null) {
            warn(
                    source,
                    path + typePath,
                    "unknown_event_type",
                    "expected an event type of the catalogue, but " + eventType.asText() + " is none"
                            + Names.didYouMean(eventType.asText(), catalogue.keySet()));
            return;
        }
        rule.path("match").path("attributes").properties().forEach(wanted -> {
            String place = path + "match.attributes." + wanted.getKey();
            if (known(source, place, wanted.getKey(), type)) {
                matches(
                        source,
                        place,
                        wanted.getValue(),
                        requireNonNull(type.attributes().get(wanted.getKey())));
            }
        });
        condition(source, path + "when", rule.path("when"), type);
        condition(source, path + "multiplier.when", rule.path("multiplier").path("when"), type);
        if (amount.isTextual() && known(source, amountPath, amount.asText(), type)) {
            number(source, amountPath, amount.asText(), type);
        }
    }

    /** What a condition looks at; the type of its events is known before it is asked. */
    private void condition(SourceDocument source, String path, JsonNode when, EventTypeDefinition type) {
        if (!when.isTextual()) {
            return;
        }
        Expressions.attributes(when.asText()).forEach(name -> known(source, path, name, type));
        for (String compared : Expressions.eventTypes(when.asText())) {
            if (!catalogue.containsKey(compared)) {
                warn(
                        source,
                        path,
                        "unknown_event_type",
                        "expected event_type to be compared with one of the catalogue, but " + compared + " is none"
                                + Names.didYouMean(compared, catalogue.keySet()));
            } else if (!compared.equals(type.id())) {
                warn(
                        source,
                        path,
                        "never_matches",
                        "expected event_type to be compared with that of the rule's events, " + type.id() + ", but "
                                + compared);
            }
        }
    }

    private void attribute(SourceDocument source, String path, JsonNode name, JsonNode eventType) {
        EventTypeDefinition type = catalogue.get(eventType.asText());
        if (type != null) {
            known(source, path, name.asText(), type);
        }
    }

    /** Whether the catalogue says something about the attribute; an event type without any says nothing. */
    private boolean known(SourceDocument source, String path, String name, EventTypeDefinition type) {
        if (type.attributes().isEmpty()) {
            return false;
        }
        String outer = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        boolean known = type.attributes().containsKey(name)
                || type.attributes().containsKey(outer)
                || type.attributes().keySet().stream().anyMatch(nested -> nested.startsWith(name + "."));
        if (!known) {
            warn(
                    source,
                    path,
                    "unknown_attribute",
                    "expected an attribute of event type " + type.id() + " "
                            + type.attributes().keySet().stream().sorted().toList() + ", but " + name + " is none"
                            + Names.didYouMean(name, type.attributes().keySet()));
        }
        return known && type.attributes().containsKey(name);
    }

    private void number(SourceDocument source, String path, String name, EventTypeDefinition type) {
        AttributeType kind = type.attributes().get(name);
        if (kind != AttributeType.NUMBER && kind != AttributeType.INTEGER && kind != AttributeType.ANY) {
            warn(
                    source,
                    path,
                    "not_numeric",
                    "expected an attribute that is a number, but the catalogue says that " + name + " of " + type.id()
                            + " is " + (kind == AttributeType.STRING ? "a string" : "none"));
        }
    }

    private void matches(SourceDocument source, String path, JsonNode wanted, AttributeType kind) {
        if (wanted.isArray()) {
            wanted.forEach(one -> matches(source, path, one, kind));
            return;
        }
        boolean possible =
                switch (kind) {
                    case STRING -> wanted.isTextual();
                    case NUMBER, INTEGER -> wanted.isNumber();
                    case BOOLEAN -> wanted.isBoolean();
                    case ARRAY, OBJECT -> false;
                    case ANY -> true;
                };
        if (!possible) {
            warn(
                    source,
                    path,
                    "never_matches",
                    "expected a value of the catalogue's type " + kind.name().toLowerCase(Locale.ROOT)
                            + ", which alone can match, but " + wanted);
        }
    }

    private void cap(SourceDocument source, EarnRule rule) {
        Cap cap = rule.cap();
        Long fixed = rule.grant().amount();
        if (cap != null && fixed != null && cap.amount() < fixed) {
            warn(
                    source,
                    "cap.amount",
                    "cap_below_grant",
                    "expected a cap of at least one grant, " + fixed + ", but " + cap.amount()
                            + ": no event is granted in full");
        }
    }

    private void multiplier(SourceDocument source, EarnRule rule) {
        Multiplier multiplier = rule.multiplier();
        if (multiplier == null) {
            return;
        }
        over(source, "multiplier.ends_at", multiplier.endsAt());
        if (multiplier.factor().compareTo(BigDecimal.ONE) == 0) {
            warn(
                    source,
                    "multiplier.factor",
                    "no_effect",
                    "expected a factor other than 1, but " + multiplier.factor().toPlainString()
                            + ": the multiplier changes nothing");
        }
    }

    /** One of several counts, so what another says is silent. */
    private void contradicted(SourceDocument source, AccountRules account) {
        Optional<AccountRules> other = accounts.values().stream()
                .filter(one -> !one.saysTheSameAs(account))
                .findFirst();
        if (other.isPresent()) {
            warn(
                    source,
                    source.definition().has("allow_negative") ? "allow_negative" : "id",
                    "contradicting_accounts",
                    "expected definitions of kind account that say the same, but allow_negative of "
                            + other.get().id() + " is " + other.get().allowNegative() + "; what counts is "
                            + accounts.firstKey() + ", the first by id");
        }
    }

    private void over(SourceDocument source, String path, @Nullable Instant end) {
        if (end != null && !end.isAfter(now)) {
            warn(source, path, "over", "expected an end to come, but it was over at " + end);
        }
    }

    private void unreachable(SourceDocument source, Tiers tiers, long most) {
        JsonNode steps = source.definition().get("tiers");
        for (int i = 0; i < steps.size(); i++) {
            String id = steps.get(i).path("id").asText();
            long needed = tiers.tier(id).orElseThrow().qualifyingLifetimePoints();
            if (needed > most) {
                warn(
                        source,
                        "tiers[" + i + "].qualifying_lifetime_points",
                        "unreachable_tier",
                        "expected at most the points that all rules together can give a participant, " + most + ", but "
                                + needed);
            }
        }
    }

    private void warn(SourceDocument source, String path, String code, String message) {
        warnings.add(source.placed(new Problem(path, code, message)));
    }
}
