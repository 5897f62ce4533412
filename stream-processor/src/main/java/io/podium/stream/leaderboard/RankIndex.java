package io.podium.stream.leaderboard;

import io.podium.rules.contest.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ordered set that knows positions: a B+ tree whose nodes count what lies beneath them, so that adding and
 * removing a standing and finding its rank each take one walk of O(log n). Nodes are wide, which keeps the tree
 * shallow, and hold the scores once more as plain numbers side by side, so that a search in a node touches few lines
 * of memory. Not thread-safe.
 */
final class RankIndex {

    /** Most entries of a leaf and children of an inner node; small enough to shift, wide enough to stay shallow. */
    static final int WIDTH = 64;

    private Node root = new Leaf();

    /** How many standings there are. */
    long size() {
        return root.size();
    }

    /** Adds a standing that is not there yet; its rank, or 0 when it is there already. */
    long add(Standing standing) {
        Step step = new Step();
        Node right = root.add(standing, step);
        if (right != null) {
            root = new Inner(root, right);
        }
        return step.changed ? step.before + 1 : 0;
    }

    /** Removes a standing; the rank that it had, or 0 when it was not there. */
    long remove(Standing standing) {
        Step step = new Step();
        root.remove(standing, step);
        if (root instanceof Inner inner && inner.count == 1) {
            root = inner.children[0];
        }
        return step.changed ? step.before + 1 : 0;
    }

    /** How many standings are better, plus one. */
    long rank(Standing standing) {
        return root.before(standing) + 1;
    }

    /** Up to {@code limit} standings from a rank on, best first. */
    List<Standing> from(long rank, int limit) {
        List<Standing> found = new ArrayList<>();
        root.collect(Math.max(0, rank - 1), limit, found);
        return found;
    }

    /** What a walk down the tree found out. */
    private static final class Step {
        private long before;
        private boolean changed;
    }

    private interface Node {
        long size();

        Standing first();

        /** Adds beneath; the new right sibling when the node had to split, else null. */
        @Nullable
        Node add(Standing standing, Step step);

        void remove(Standing standing, Step step);

        long before(Standing standing);

        void collect(long skip, int limit, List<Standing> into);
    }

    private static final class Leaf implements Node {

        private final ScoreRow row = new ScoreRow(WIDTH);
        private int count;

        @Override
        public long size() {
            return count;
        }

        @Override
        public Standing first() {
            return row.get(0);
        }

        @Override
        public @Nullable Node add(Standing standing, Step step) {
            int at = row.find(standing, 0, count);
            if (at >= 0) {
                return null;
            }
            step.before += -at - 1;
            step.changed = true;
            if (count < WIDTH) {
                row.insert(-at - 1, standing, count++);
                return null;
            }
            Leaf right = new Leaf();
            int half = WIDTH / 2;
            row.moveTo(right.row, half, WIDTH);
            right.count = WIDTH - half;
            count = half;
            Leaf place = standing.compareTo(right.first()) < 0 ? this : right;
            place.row.insert(-place.row.find(standing, 0, place.count) - 1, standing, place.count++);
            return right;
        }

        @Override
        public void remove(Standing standing, Step step) {
            int at = row.find(standing, 0, count);
            if (at >= 0) {
                step.before += at;
                step.changed = true;
                row.remove(at, count--);
            }
        }

        @Override
        public long before(Standing standing) {
            int at = row.find(standing, 0, count);
            return at >= 0 ? at : -at - 1;
        }

        @Override
        public void collect(long skip, int limit, List<Standing> into) {
            for (int i = (int) skip; i < count && into.size() < limit; i++) {
                into.add(row.get(i));
            }
        }
    }

    private static final class Inner implements Node {

        private final Node[] children = new Node[WIDTH];
        /** Lower bounds: everything beneath child i is at or after bound i; that of child 0 is not looked at. */
        private final ScoreRow bounds = new ScoreRow(WIDTH);

        private final long[] sizes = new long[WIDTH];
        private int count;
        private long size;

        Inner(Node left, Node right) {
            insert(0, left);
            insert(1, right);
        }

        private Inner() {}

        @Override
        public long size() {
            return size;
        }

        @Override
        public Standing first() {
            return children[0].first();
        }

        private int childFor(Standing standing) {
            int at = bounds.find(standing, 1, count);
            return at >= 0 ? at : -at - 2;
        }

        private long sizeBefore(int child) {
            long before = 0;
            for (int i = 0; i < child; i++) {
                before += sizes[i];
            }
            return before;
        }

        @Override
        public @Nullable Node add(Standing standing, Step step) {
            int at = childFor(standing);
            step.before += sizeBefore(at);
            Node right = children[at].add(standing, step);
            resize(at);
            if (right == null) {
                return null;
            }
            if (count < WIDTH) {
                insert(at + 1, right);
                return null;
            }
            Inner sibling = split();
            if (at < count) {
                insert(at + 1, right);
            } else {
                sibling.insert(at + 1 - count, right);
            }
            return sibling;
        }

        private Inner split() {
            Inner sibling = new Inner();
            int half = WIDTH / 2;
            for (int i = half; i < WIDTH; i++) {
                sibling.insert(i - half, children[i]);
                size -= sizes[i];
                children[i] = null;
            }
            bounds.truncate(half, WIDTH);
            count = half;
            return sibling;
        }

        private void insert(int at, Node child) {
            System.arraycopy(children, at, children, at + 1, count - at);
            System.arraycopy(sizes, at, sizes, at + 1, count - at);
            bounds.insert(at, child.first(), count);
            children[at] = child;
            sizes[at] = child.size();
            size += sizes[at];
            count++;
        }

        private void resize(int at) {
            size += children[at].size() - sizes[at];
            sizes[at] = children[at].size();
        }

        @Override
        public void remove(Standing standing, Step step) {
            int at = childFor(standing);
            step.before += sizeBefore(at);
            children[at].remove(standing, step);
            resize(at);
            if (sizes[at] == 0 && count > 1) {
                System.arraycopy(children, at + 1, children, at, count - at - 1);
                System.arraycopy(sizes, at + 1, sizes, at, count - at - 1);
                bounds.remove(at, count);
                children[--count] = null;
            }
        }

        @Override
        public long before(Standing standing) {
            int at = childFor(standing);
            return sizeBefore(at) + children[at].before(standing);
        }

        @Override
        public void collect(long skip, int limit, List<Standing> into) {
            long left = skip;
            for (int i = 0; i < count && into.size() < limit; i++) {
                if (left < sizes[i]) {
                    children[i].collect(left, limit, into);
                    left = 0;
                } else {
                    left -= sizes[i];
                }
            }
        }
    }
}
