package io.podium.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk of its own for a data directory, whose power can be cut: an ext4 file system in a file, mounted by a loop
 * device. Needs root, loop devices and ext4, as Linux machines have them and many containers do not.
 */
final class LoopDisk implements AutoCloseable {

    /** {@code EXT4_IOC_SHUTDOWN} with {@code EXT4_GOING_FLAGS_NOLOGFLUSH}: from now on, nothing reaches the device. */
    private static final String CUT =
            "sysopen(my $d, $ARGV[0], 0) or die $!; my $f = pack('L', 2); ioctl($d, 0x8004587d, $f) or die $!";

    private static final int MINUTES = 1;

    private final Path mount;
    private final String device;

    private LoopDisk(Path mount, String device) {
        this.mount = mount;
        this.device = device;
    }

    /**
     * An empty disk.
     *
     * @throws UnsupportedOperationException where this machine can't have one
     */
    static LoopDisk create(Path directory) {
        Path image = directory.resolve("disk.img");
        Path mount = directory.resolve("disk");
        String device = null;
        try {
            Files.createDirectories(mount);
            run("truncate", "-s", "2G", image.toString());
            run("mkfs.ext4", "-q", "-F", image.toString());
            device = run("losetup", "--find", "--show", image.toString());
            run("mount", device, mount.toString());
            run("perl", "-e", "1");
            return new LoopDisk(mount, device);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            if (device != null) {
                run("losetup", "-d", device);
            }
            throw new UnsupportedOperationException("no loop device with ext4 on this machine: " + e.getMessage(), e);
        }
    }

    Path directory() {
        return mount;
    }

    /** What has not reached the device is lost, and whoever still writes gets errors. */
    void cutPower() {
        run("perl", "-e", CUT, mount.toString());
    }

    /** The file system as a machine finds it when its power is back. */
    void powerOn() {
        run("umount", "-l", mount.toString());
        run("mount", device, mount.toString());
    }

    @Override
    public void close() {
        run("umount", "-l", mount.toString());
        run("losetup", "-d", device);
    }

    /** What a command printed. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", List.of(command)) + ": " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
