package io.podium.ingest.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.podium.ingest.access.KeyRing;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.event.Limits;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mints and verifies tokens of participants: JWTs (RFC 7519) signed with ES256 alone (RFC 7518). Claims: {@code iss}
 * podium, {@code aud} the tenant, {@code sub} the participant, {@code iat}, {@code exp}, {@code jti}, {@code scp} the
 * scopes, {@code key} the minting key's digits, {@code rev} the offset of {@link ParticipantToken#revision()}.
 */
public final class Tokens {

    /** Shortest life of a token. */
    public static final Duration SHORTEST = Duration.ofMinutes(1);
    /** Longest life of a token. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private static final String ISSUER = "podium";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    /** By how much the clocks of nodes may differ. */
    private static final Duration SKEW = Duration.ofSeconds(60);
    /** More than any that is minted, whatever its participant's id is made of. */
    private static final int MAX_CHARACTERS = 4_096;
    /** Characters of those whose signature need not be looked at again; some 15,000 tokens. */
    private static final long MAX_KNOWN_CHARACTERS = 8L * 1024 * 1024;

    private final TokenKeys keys;
    private final KeyRing apiKeys;
    private final TokenRevocations revocations;
    private final Clock clock;
    private final DefaultJWTProcessor<SecurityContext> signatures = new DefaultJWTProcessor<>();
    private final Cache<String, ParticipantToken> known = Caffeine.newBuilder()
            .maximumWeight(MAX_KNOWN_CHARACTERS)
            .weigher((String text, ParticipantToken token) -> text.length())
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    public Tokens(TokenKeys keys, KeyRing apiKeys, TokenRevocations revocations, Clock clock) {
        this.keys = keys;
        this.apiKeys = apiKeys;
        this.revocations = revocations;
        this.clock = clock;
        signatures.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(keys.published())));
        signatures.setJWTClaimsSetVerifier((claims, context) -> {}); // all of them are read below
    }

    /** A token, to be shown once. */
    public record Minted(String token, Instant expiresAt) {}

    /** What a text that should be a token is. */
    public sealed interface Verified {
        /** A token that is good now. */
        record Good(ParticipantToken token) implements Verified {}

        /** One whose time is over. */
        record Expired(Instant at) implements Verified {}

        /** None that is good, for whatever reason. */
        record Invalid() implements Verified {}

        /** It can't be judged yet. */
        record Loading() implements Verified {}
    }

    /**
     * A new token; empty where this node has no key to sign with.
     *
     * @param minter an admin key of the participant's tenant
     */
    public Optional<Minted> mint(ApiKey minter, String participantId, Duration life, Set<TokenScope> scopes) {
        Optional<ECKey> signing = keys.signing();
        if (signing.isEmpty()) {
            return Optional.empty();
        }
        long now = clock.instant().getEpochSecond();
        Instant expiresAt = Instant.ofEpochSecond(now + life.toSeconds());
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(minter.tenantId())
                .subject(participantId)
                .issueTime(Date.from(Instant.ofEpochSecond(now)))
                .expirationTime(Date.from(expiresAt))
                .jwtID(UUID.randomUUID().toString())
                .claim("scp", scopes.stream().sorted().map(TokenScope::wireName).toList())
                .claim("key", minter.shortId())
                .claim("rev", revocations.latest())
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(signing.get().getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(signing.get()));
        } catch (JOSEException e) {
            throw new IllegalStateException(
                    "expected to sign with key " + signing.get().getKeyID(), e);
        }
        return Optional.of(new Minted(token.serialize(), expiresAt));
    }

    /** Judges a token, by its signature, its claims, and what was revoked. */
    public Verified verify(String text) {
        if (!apiKeys.isComplete() || !revocations.isComplete()) {
            return new Verified.Loading();
        }
        boolean formed = text.length() <= MAX_CHARACTERS && FORM.matcher(text).matches();
        ParticipantToken token = formed ? known.get(text, this::signed) : null;
        Instant now = clock.instant();
        if (token == null || token.issuedAt().isAfter(now.plus(SKEW))) {
            return new Verified.Invalid();
        } else if (!token.expiresAt().plus(SKEW).isAfter(now)) {
            return new Verified.Expired(token.expiresAt());
        }
        return isStanding(token) ? new Verified.Good(token) : new Verified.Invalid();
    }

    /** Whether a token that was good still is. */
    public boolean isGood(ParticipantToken token) {
        return token.expiresAt().plus(SKEW).isAfter(clock.instant()) && isStanding(token);
    }

    private boolean isStanding(ParticipantToken token) {
        return apiKeys.minter(token.tenantId(), token.minter()).isPresent() && !revocations.isRevoked(token);
    }

    /** What a token says that one of the keys has signed; null for anything else. */
    private @Nullable ParticipantToken signed(String text) {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            // The library reads bits that mean nothing; there is one way to write a signature.
            boolean canonical = Base64URL.encode(jwt.getSignature().decode()).equals(jwt.getSignature());
            return canonical ? token(signatures.process(jwt, null)) : null;
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) {
            return null; // a stranger's text, whatever the library finds wrong with it
        }
    }

    private static @Nullable ParticipantToken token(JWTClaimsSet claims) throws ParseException {
        Date issued = claims.getIssueTime();
        Date expires = claims.getExpirationTime();
        String participantId = claims.getSubject();
        String minter = claims.getStringClaim("key");
        Long revision = claims.getLongClaim("rev");
        List<String> names = claims.getStringListClaim("scp");
        if (!ISSUER.equals(claims.getIssuer())
                || claims.getAudience().size() != 1
                || claims.getJWTID() == null
                || issued == null
                || expires == null
                || Duration.between(issued.toInstant(), expires.toInstant()).compareTo(LONGEST) > 0
                || participantId == null
                || participantId.isEmpty()
                || participantId.length() > Limits.ID_CHARACTERS
                || minter == null
                || revision == null
                || names == null) {
            return null;
        }
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        names.forEach(name -> TokenScope.named(name).ifPresent(scopes::add)); // of a newer node there may be others
        return new ParticipantToken(
                claims.getAudience().get(0),
                participantId,
                scopes,
                minter,
                revision,
                issued.toInstant(),
                expires.toInstant());
    }
}
