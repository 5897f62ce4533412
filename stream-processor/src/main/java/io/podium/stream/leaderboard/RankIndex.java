package io.podium.stream.leaderboard;

import io.podium.rules.contest.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An ordered set that knows positions: a B+ tree whose nodes count what lies beneath them, so that adding, removing
 * and finding the rank of a standing each take O(log n), and a wide node keeps the tree shallow and the memory
 * accesses few. Not thread-safe.
 */
final class RankIndex {

    /** Most entries of a leaf and children of an inner node; small enough to shift, wide enough to stay shallow. */
    static final int WIDTH = 64;

    private Node root = new Leaf();

    /** How many standings there are. */
    long size() {
        return root.size();
    }

    /** Adds a standing; false when it is there already. */
    boolean add(Standing standing) {
        long before = root.size();
        Node right = root.add(standing);
        if (right != null) {
            root = new Inner(root, right);
        }
        return root.size() > before;
    }

    /** Removes a standing; false when it is not there. */
    boolean remove(Standing standing) {
        boolean removed = root.remove(standing);
        if (root instanceof Inner inner && inner.count == 1) {
            root = inner.children[0];
        }
        return removed;
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

    private interface Node {
        long size();

        Standing first();

        /** Adds beneath; the new right sibling when the node had to split, else null. */
        Node add(Standing standing);

        boolean remove(Standing standing);

        long before(Standing standing);

        void collect(long skip, int limit, List<Standing> into);
    }

    private static final class Leaf implements Node {

        private final Standing[] entries = new Standing[WIDTH];
        private int count;

        @Override
        public long size() {
            return count;
        }

        @Override
        public Standing first() {
            return entries[0];
        }

        @Override
        public Node add(Standing standing) {
            int at = Arrays.binarySearch(entries, 0, count, standing);
            if (at >= 0) {
                return null;
            }
            if (count < WIDTH) {
                insert(-at - 1, standing);
                return null;
            }
            Leaf right = new Leaf();
            int half = WIDTH / 2;
            System.arraycopy(entries, half, right.entries, 0, WIDTH - half);
            Arrays.fill(entries, half, WIDTH, null);
            right.count = WIDTH - half;
            count = half;
            (standing.compareTo(right.first()) < 0 ? this : right).add(standing);
            return right;
        }

        private void insert(int at, Standing standing) {
            System.arraycopy(entries, at, entries, at + 1, count - at);
            entries[at] = standing;
            count++;
        }

        @Override
        public boolean remove(Standing standing) {
            int at = Arrays.binarySearch(entries, 0, count, standing);
            if (at < 0) {
                return false;
            }
            System.arraycopy(entries, at + 1, entries, at, count - at - 1);
            entries[--count] = null;
            return true;
        }

        @Override
        public long before(Standing standing) {
            int at = Arrays.binarySearch(entries, 0, count, standing);
            return at >= 0 ? at : -at - 1;
        }

        @Override
        public void collect(long skip, int limit, List<Standing> into) {
            for (int i = (int) skip; i < count && into.size() < limit; i++) {
                into.add(entries[i]);
            }
        }
    }

    private static final class Inner implements Node {

        private final Node[] children = new Node[WIDTH];
        /** Lower bounds: everything beneath child i is at or after bounds[i]; that of child 0 is not looked at. */
        private final Standing[] bounds = new Standing[WIDTH];

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
            int at = Arrays.binarySearch(bounds, 1, count, standing);
            return at >= 0 ? at : -at - 2;
        }

        @Override
        public Node add(Standing standing) {
            int at = childFor(standing);
            Node right = children[at].add(standing);
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
                bounds[i] = null;
            }
            count = half;
            return sibling;
        }

        private void insert(int at, Node child) {
            System.arraycopy(children, at, children, at + 1, count - at);
            System.arraycopy(bounds, at, bounds, at + 1, count - at);
            System.arraycopy(sizes, at, sizes, at + 1, count - at);
            children[at] = child;
            bounds[at] = child.first();
            sizes[at] = child.size();
            size += sizes[at];
            count++;
        }

        private void resize(int at) {
            size += children[at].size() - sizes[at];
            sizes[at] = children[at].size();
        }

        @Override
        public boolean remove(Standing standing) {
            int at = childFor(standing);
            if (!children[at].remove(standing)) {
                return false;
            }
            resize(at);
            if (sizes[at] == 0 && count > 1) {
                System.arraycopy(children, at + 1, children, at, count - at - 1);
                System.arraycopy(bounds, at + 1, bounds, at, count - at - 1);
                System.arraycopy(sizes, at + 1, sizes, at, count - at - 1);
                count--;
                children[count] = null;
                bounds[count] = null;
            }
            return true;
        }

        @Override
        public long before(Standing standing) {
            int at = childFor(standing);
            long before = children[at].before(standing);
            for (int i = 0; i < at; i++) {
                before += sizes[i];
            }
            return before;
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
