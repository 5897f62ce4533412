package io.podium.rules.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map as conditions see it, with its keys in the order in which they were written. */
sealed interface MapValue {

    int size();

    /** The value of a key, or null when there is none. */
    @Nullable
    Object get(Object key);

    List<Object> keys();

    /** An object of the event, whose members are read when they are looked at. */
    record OfEvent(ObjectNode object) implements MapValue {
        @Override
        public int size() {
            return object.size();
        }

        @Override
        public @Nullable Object get(Object key) {
            JsonNode member = key instanceof String name ? object.get(name) : null;
            return member == null ? null : Values.of(member);
        }

        @Override
        public List<Object> keys() {
            List<Object> keys = new ArrayList<>(object.size());
            object.fieldNames().forEachRemaining(keys::add);
            return keys;
        }
    }

    /** A map that a condition made; keys are as {@link Values#key} gives them. */
    record Made(Map<Object, Object> members) implements MapValue {
        @Override
        public int size() {
            return members.size();
        }

        @Override
        public @Nullable Object get(Object key) {
            return members.get(Values.key(key));
        }

        @Override
        public List<Object> keys() {
            return new ArrayList<>(members.keySet());
        }
    }
}
