package io.podium.operations.backfill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file of invalid rows: one JSON object each, with the row's number, its reasons and its columns. */
final class RejectedRows implements AutoCloseable {

    private final FileChannel file;

    /**
     * Opens the file.
     *
     * @param length up to which it is kept: what is behind belongs to a step that was never stored
     */
    RejectedRows(Path path, long length) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.truncate(length);
        file.position(length);
    }

    void add(Row row, List<Problem> problems) throws IOException {
        ObjectNode line = Json.mapper().createObjectNode().put("row", row.number());
        line.set("problems", Json.mapper().valueToTree(problems));
        if (row.columns() != null) {
            line.set("columns", row.columns());
        }
        byte[] json = Json.write(line);
        ByteBuffer bytes =
                ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** How long the file is, all of it on disk. */
    long flushed() throws IOException {
        file.force(false);
        return file.position();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
