package io.podium.benchmarks.fuzz;

/** A way to send hostile input, for one thread. */
interface Attack extends AutoCloseable {

    /** Short, for counts and files. */
    String kind();

    /**
     * Sends the input of a number, or several.
     *
     * @return how many inputs it was: an event, a record, a request, a row
     */
    int send(long number) throws Exception;

    @Override
    void close();
}
