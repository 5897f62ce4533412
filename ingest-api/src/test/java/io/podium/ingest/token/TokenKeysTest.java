package io.podium.ingest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeysTest {

    @TempDir
    private Path directory;

    private Path pem(String name, String type, byte[] der) throws IOException {
        return pem(name, block(type, der));
    }

    private Path pem(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String block(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static KeyPair pair(String algorithm, String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (curve == null) {
            generator.initialize(2048);
        } else {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }

    private static byte[] sec1(KeyPair pair) throws IOException {
        return new org.bouncycastle.asn1.sec.ECPrivateKey(
                        256, ((ECPrivateKey) pair.getPrivate()).getS(), null, SECObjectIdentifiers.secp256r1)
                .getEncoded();
    }

    @Test
    void keys_are_read_in_both_forms_and_have_the_same_public_half() throws Exception {
        KeyPair pair = pair("EC", "secp256r1");
        Path pkcs8 = pem("a.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
        Path sec1 = pem("b.pem", block("EC PARAMETERS", new byte[] {5, 0}) + block("EC PRIVATE KEY", sec1(pair)));
        TokenKeys keys = TokenKeys.read(List.of(pkcs8));
        assertThat(keys.signing().orElseThrow().toECPublicKey().getW())
                .isEqualTo(((ECPublicKey) pair.getPublic()).getW());
        assertThat(TokenKeys.read(List.of(sec1)).json()).isEqualTo(keys.json());
        assertThat(TokenKeys.read(List.of(
                                sec1,
                                pem(
                                        "c.pem",
                                        "PRIVATE KEY",
                                        pair("EC", "secp256r1").getPrivate().getEncoded())))
                        .published()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void what_is_published_has_no_private_part() {
        assertThat(TokenKeys.generated().json()).contains("\"crv\":\"P-256\"").doesNotContain("\"d\"");
        assertThat(TokenKeys.NONE.json()).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void what_is_no_such_key_is_refused_by_the_name_of_its_file() throws Exception {
        KeyPair other = pair("EC", "secp384r1");
        for (Path file : List.of(
                directory.resolve("absent.pem"),
                pem("empty.pem", ""),
                pem("text.pem", "a key"),
                pem("public.pem", "PUBLIC KEY", other.getPublic().getEncoded()),
                pem("curve.pem", "PRIVATE KEY", other.getPrivate().getEncoded()),
                pem(
                        "curve1.pem",
                        "EC PRIVATE KEY",
                        new org.bouncycastle.asn1.sec.ECPrivateKey(
                                        384,
                                        ((ECPrivateKey) other.getPrivate()).getS(),
                                        null,
                                        SECObjectIdentifiers.secp384r1)
                                .getEncoded()),
                pem("rsa.pem", "PRIVATE KEY", pair("RSA", null).getPrivate().getEncoded()),
                pem("cut.pem", "PRIVATE KEY", new byte[] {48, 1}))) {
            assertThatThrownBy(() -> TokenKeys.read(List.of(file)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "token-key: expected a PEM file with an EC private key on curve P-256, but ")
                    .hasMessageContaining(file.getFileName().toString());
        }
    }
}
