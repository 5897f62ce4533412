package io.podium.standalone.command;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures of commands as people read them. */
final class Failures {
    private Failures() {}

    /** What to report; Java's exceptions of files name the file alone, or say nothing. */
    static String message(Throwable failure) {
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            return what(file) + ": " + file.getFile();
        }
        if (String.valueOf(failure.getMessage()).contains("instances of Kafka Streams are running in the same state")) {
            return "expected a --state-dir that nobody uses, but another processor runs on it: " + failure.getMessage();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "expected an address that can be listened on, but it is taken or not of this machine: "
                        + cause.getMessage();
            }
        }
        return failure.getMessage() == null ? "failed by " + failure.getClass().getName() : failure.getMessage();
    }

    private static String what(FileSystemException failure) {
        if (failure.getReason() != null) {
            return failure.getReason();
        } else if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        } else if (failure instanceof NotDirectoryException) {
            return "not a directory";
        } else if (failure instanceof AccessDeniedException) {
            return "not allowed to open";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        return failure instanceof DirectoryNotEmptyException ? "not empty" : "can't be read or written";
    }
}
