package io.podium.schemas.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a configuration record that operators may set. Its type is {@code int}, {@code long}, {@code boolean},
 * {@code String}, {@code Duration}, {@code Path}, a {@code List<String>}, which is written with commas, or an
 * {@code Optional} of one of these, which has no default.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /**
     * The key in a settings file and, behind two hyphens, on the command line; the environment has it in capitals
     * behind {@code PODIUM_}. Where it is empty, the component's name with hyphens.
     */
    String name() default "";

    /** The value where none is given, as operators write it. Where it is empty, one must be given. */
    String value() default "";

    /** The least value, as operators write it; empty for none. */
    String min() default "";

    /** The greatest value, as operators write it; empty for none. */
    String max() default "";

    /** What a number counts. */
    String unit() default "";

    /** What stands for a value in help texts. */
    String label() default "";

    /** What it does, for operators. */
    String description();

    /** Whether it is never printed. */
    boolean secret() default false;

    /** Whether it is for tests only, and in no help text. */
    boolean hidden() default false;
}
