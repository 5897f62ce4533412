package io.podium.rules.condition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** A list as conditions see it. */
sealed interface ListValue {

    int size();

    Object get(int index);

    /** A list of the event, whose items are read when they are looked at. */
    record OfEvent(ArrayNode array) implements ListValue {
        @Override
        public int size() {
            return array.size();
        }

        @Override
        public Object get(int index) {
            return Values.of(array.get(index));
        }
    }

    /**
     * A list that a condition made. Lists that grow by appending share what they hold: each sees the items up to its
     * own size, so that a macro's list of n items costs n and not n times n.
     */
    final class Made implements ListValue {

        private final List<Object> items;
        private final int size;

        Made(List<Object> items) {
            this.items = items;
            this.size = items.size();
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Object get(int index) {
            return items.get(index);
        }
    }

    /** Both lists after each other. */
    static ListValue concatenated(ListValue one, ListValue other, Budget budget) {
        int total = one.size() + other.size();
        List<Object> items;
        if (one instanceof Made made && made.items.size() == made.size) {
            budget.items(other.size(), total);
            items = made.items;
        } else {
            budget.items(total, total);
            items = new ArrayList<>(total);
            for (int i = 0; i < one.size(); i++) {
                items.add(one.get(i));
            }
        }
        int count = other.size(); // read before: both may be the same list
        for (int i = 0; i < count; i++) {
            items.add(other.get(i));
        }
        return new Made(items);
    }
}
