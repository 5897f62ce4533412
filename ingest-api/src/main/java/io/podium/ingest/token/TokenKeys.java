package io.podium.ingest.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * The keys that sign tokens, EC keys on curve P-256: the first signs, all verify. A key's id is its thumbprint
 * (RFC 7638), the same on every node that has it.
 */
public final class TokenKeys {

    /** No keys: no token is minted, and none is good. */
    public static final TokenKeys NONE = new TokenKeys(List.of());

    private static final ECNamedCurveParameterSpec P_256 = ECNamedCurveTable.getParameterSpec("P-256");

    private final List<ECKey> keys;

    private TokenKeys(List<ECKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A key of this process, which dies with it. */
    public static TokenKeys generated() {
        try {
            return new TokenKeys(List.of(new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate()));
        } catch (JOSEException e) {
            throw new IllegalStateException("expected this Java platform to make EC keys", e);
        }
    }

    /**
     * Reads keys from PEM files, each with one private key ({@code EC PRIVATE KEY} or {@code PRIVATE KEY}, not
     * encrypted).
     *
     * @throws IllegalArgumentException when a file can't be read or has no such key; it names the file
     */
    public static TokenKeys read(List<Path> files) {
        List<ECKey> keys = new ArrayList<>();
        for (Path file : files) {
            keys.add(read(file));
        }
        return new TokenKeys(keys);
    }

    private static ECKey read(Path file) {
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PemReader pem = new PemReader(text)) {
            for (PemObject block = pem.readPemObject(); block != null; block = pem.readPemObject()) {
                if (block.getType().equals("EC PRIVATE KEY")) {
                    return key(ECPrivateKey.getInstance(block.getContent()), file);
                } else if (block.getType().equals("PRIVATE KEY")) {
                    return key(PrivateKeyInfo.getInstance(block.getContent()), file);
                }
            }
            throw new BadKeyException(file, "it has none");
        } catch (BadKeyException e) {
            throw e;
        } catch (IOException | JOSEException | RuntimeException e) {
            throw new BadKeyException(file, e.toString());
        }
    }

    private static final class BadKeyException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        BadKeyException(Path file, String reason) {
            super("token-key: expected a PEM file with an EC private key on curve P-256, but " + file + ": " + reason);
        }
    }

    private static ECKey key(ECPrivateKey key, Path file) throws JOSEException {
        if (!SECObjectIdentifiers.secp256r1.equals(key.getParametersObject())) {
            throw new BadKeyException(file, "its key is of another curve");
        }
        return key(key.getKey());
    }

    private static ECKey key(PrivateKeyInfo info, Path file) throws IOException, JOSEException {
        if (PrivateKeyFactory.createKey(info) instanceof ECPrivateKeyParameters key
                && key.getParameters().getCurve().equals(P_256.getCurve())) {
            return key(key.getD());
        }
        throw new BadKeyException(file, "its key is of another kind");
    }

    /** The key pair of a private number: the public point follows from it. */
    private static ECKey key(BigInteger secret) throws JOSEException {
        if (secret.signum() <= 0 || secret.compareTo(P_256.getN()) >= 0) {
            throw new JOSEException("the number is not one of the curve");
        }
        ECPoint point =
                new FixedPointCombMultiplier().multiply(P_256.getG(), secret).normalize();
        int bits = P_256.getCurve().getFieldSize();
        return new ECKey.Builder(
                        Curve.P_256,
                        ECKey.encodeCoordinate(bits, point.getAffineXCoord().toBigInteger()),
                        ECKey.encodeCoordinate(bits, point.getAffineYCoord().toBigInteger()))
                .d(ECKey.encodeCoordinate(bits, secret))
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .keyIDFromThumbprint()
                .build();
    }

    /** These, and others behind them. */
    TokenKeys and(TokenKeys others) {
        List<ECKey> all = new ArrayList<>(keys);
        all.addAll(others.keys);
        return new TokenKeys(all);
    }

    /** The key that signs. */
    Optional<ECKey> signing() {
        return keys.stream().findFirst();
    }

    /** The public halves, for those who verify. */
    JWKSet published() {
        return new JWKSet(keys.stream().<JWK>map(ECKey::toPublicJWK).toList());
    }

    /** The public halves as a JSON Web Key Set (RFC 7517). */
    public String json() {
        return published().toString();
    }
}
