package io.podium.standalone.command;

import io.podium.schemas.config.Config;
import io.podium.schemas.config.SettingKey;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of a role's command: one for each setting of its configuration, with its name, default and range. The
 * values that come from the environment and the settings file come in as defaults, see {@link Settings}.
 */
abstract class ConfigOptions implements IModelTransformer {

    private static final String PREFIX = "--";

    private final Class<? extends Record> role;

    ConfigOptions(Class<? extends Record> role) {
        this.role = role;
    }

    @Override
    public CommandSpec transform(CommandSpec command) {
        Config.keys(role).forEach(key -> command.addOption(option(key)));
        return command;
    }

    /**
     * The configuration, or the part of it, that a command's arguments say.
     *
     * @param given its components that are no settings
     */
    static <C extends Record> C read(CommandSpec command, Class<C> role, Object... given) {
        return Config.of(role, key -> command.findOption(PREFIX + key.name()).getValue(), given);
    }

    private static OptionSpec option(SettingKey key) {
        OptionSpec.Builder option = OptionSpec.builder(PREFIX + key.name())
                .type(key.type())
                .description(help(key))
                .required(key.isRequired())
                .hidden(key.isHidden());
        key.defaultText().ifPresent(option::defaultValue);
        if (key.type() == boolean.class) {
            return option.arity("0").build();
        }
        option.paramLabel(key.label()).arity("1");
        return key.type() == List.class
                ? option.auxiliaryTypes(String.class).splitRegex(",").build()
                : option.converters(text -> parse(key, text)).build();
    }

    private static Object parse(SettingKey key, String text) {
        try {
            return key.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static String help(SettingKey key) {
        StringBuilder facts = new StringBuilder();
        if (key.type() != boolean.class) {
            key.defaultText().ifPresent(text -> add(facts, "default: ${DEFAULT-VALUE}"));
            add(facts, key.range());
        }
        if (key.isSecret()) {
            add(facts, "also: " + SettingKey.environmentName(key.name()));
        }
        return facts.isEmpty() ? key.description() : key.description().replaceFirst("\\.$", "") + " (" + facts + ").";
    }

    private static void add(StringBuilder facts, String fact) {
        if (!fact.isEmpty()) {
            facts.append(facts.isEmpty() ? "" : "; ").append(fact);
        }
    }
}
