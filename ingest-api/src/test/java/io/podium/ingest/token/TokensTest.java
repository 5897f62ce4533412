package io.podium.ingest.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.podium.ingest.access.KeyRing;
import io.podium.ingest.token.Tokens.Verified;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.TokenRevocation;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-04-30T10:42:00Z");
    private static final ApiKey KEY = key("a".repeat(64), "t", ApiKey.Scope.ADMIN);

    private final SettableClock clock = new SettableClock(NOW);
    private final TokenKeys keys = TokenKeys.generated();
    private final KeyRing apiKeys = new KeyRing(() -> true);
    private final TokenRevocations revocations = new TokenRevocations(() -> true, clock);
    private final Tokens tokens = new Tokens(keys, apiKeys, revocations, clock);

    TokensTest() {
        apiKeys.publish(KEY.sha256(), KEY);
    }

    private static ApiKey key(String sha256, String tenant, ApiKey.Scope scope) {
        return new ApiKey(sha256, tenant, scope, null, null, NOW, null);
    }

    private String mint() {
        return mint(Duration.ofHours(1));
    }

    private String mint(Duration life) {
        return tokens.mint(KEY, "p", life, EnumSet.of(TokenScope.READ))
                .orElseThrow()
                .token();
    }

    @Test
    void what_was_minted_is_good_and_says_whose_it_is() {
        Verified verified = tokens.verify(mint());
        assertThat(verified)
                .isEqualTo(new Verified.Good(new ParticipantToken(
                        "t", "p", Set.of(TokenScope.READ), "a".repeat(12), -1, NOW, NOW.plusSeconds(3_600))));
    }

    @Test
    void it_ends_by_its_time_but_for_what_clocks_may_differ() {
        String token = mint(Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(119));
        assertThat(tokens.verify(token)).isInstanceOf(Verified.Good.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.verify(token)).isEqualTo(new Verified.Expired(NOW.plusSeconds(60)));
    }

    @Test
    void one_of_a_node_whose_clock_is_ahead_is_good_within_a_minute() {
        clock.advance(Duration.ofSeconds(60));
        String near = mint();
        clock.advance(Duration.ofSeconds(1));
        String far = mint();
        clock.advance(Duration.ofSeconds(-61));
        assertThat(tokens.verify(near)).isInstanceOf(Verified.Good.class);
        assertThat(tokens.verify(far)).isEqualTo(new Verified.Invalid());
    }

    @Test
    void a_revocation_ends_those_of_before_and_not_those_of_after() {
        String before = mint();
        revocations.publish(new TokenRevocation("t", "other", NOW), 3);
        assertThat(tokens.verify(before)).isInstanceOf(Verified.Good.class);
        revocations.publish(new TokenRevocation("t", "p", NOW), 4);
        assertThat(tokens.verify(before)).isEqualTo(new Verified.Invalid());
        String after = mint();
        assertThat(tokens.verify(after)).isInstanceOf(Verified.Good.class);
        revocations.publish(new TokenRevocation("t", "p", NOW), 5);
        assertThat(tokens.verify(after)).isEqualTo(new Verified.Invalid());
    }

    @Test
    void it_ends_with_the_key_that_minted_it() {
        String token = mint();
        apiKeys.publish(KEY.sha256(), KEY.revoked(NOW));
        assertThat(tokens.verify(token)).isEqualTo(new Verified.Invalid());
        apiKeys.publish(KEY.sha256(), null);
        assertThat(tokens.verify(token)).isEqualTo(new Verified.Invalid());
    }

    @Test
    void a_key_that_may_not_mint_stands_behind_no_token() {
        apiKeys.publish(KEY.sha256(), null);
        ApiKey reading = key(KEY.shortId() + "b".repeat(52), "t", ApiKey.Scope.PART);
        apiKeys.publish(reading.sha256(), reading);
        assertThat(tokens.verify(mint())).isEqualTo(new Verified.Invalid());
    }

    @Test
    void a_key_of_another_tenant_stands_behind_no_token() throws Exception {
        JWTClaimsSet claims = claims();
        assertThat(tokens.verify(signed(claims))).isInstanceOf(Verified.Good.class);
        assertThat(tokens.verify(
                        signed(new JWTClaimsSet.Builder(claims).audience("u").build())))
                .isEqualTo(new Verified.Invalid());
    }

    @Test
    void each_claim_must_be_there_and_right() throws Exception {
        JWTClaimsSet good = claims();
        for (String claim : List.of("iss", "aud", "sub", "iat", "exp", "jti", "key", "rev", "scp")) {
            JWTClaimsSet without =
                    new JWTClaimsSet.Builder(good).claim(claim, null).build();
            assertThat(tokens.verify(signed(without))).as("without %s", claim).isEqualTo(new Verified.Invalid());
            if (!claim.equals("iat") && !claim.equals("exp")) {
                JWTClaimsSet wrong = new JWTClaimsSet.Builder(good)
                        .claim(claim, claim.equals("sub") || claim.equals("jti") ? List.of() : "wrong")
                        .build();
                assertThat(tokens.verify(signed(wrong))).as("wrong %s", claim).isEqualTo(new Verified.Invalid());
            }
        }
        JWTClaimsSet two =
                new JWTClaimsSet.Builder(good).audience(List.of("t", "u")).build();
        assertThat(tokens.verify(signed(two))).isEqualTo(new Verified.Invalid());
        JWTClaimsSet longer = new JWTClaimsSet.Builder(good)
                .expirationTime(Date.from(NOW.plus(Tokens.LONGEST).plusSeconds(1)))
                .build();
        assertThat(tokens.verify(signed(longer))).isEqualTo(new Verified.Invalid());
    }

    @Test
    void a_scope_that_is_not_known_gives_nothing() throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder(claims())
                .claim("scp", List.of("admin", "READ"))
                .build();
        assertThat(tokens.verify(signed(claims))).isInstanceOfSatisfying(Verified.Good.class, good -> assertThat(
                        good.token().scopes())
                .isEmpty());
    }

    @Test
    void no_other_algorithm_and_no_other_key_is_taken() throws Exception {
        ECKey own = keys.signing().orElseThrow();
        JWTClaimsSet claims = claims();
        SignedJWT hs256 = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(own.getKeyID()).build(), claims);
        hs256.sign(new MACSigner(own.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        ECKey strange = TokenKeys.generated().signing().orElseThrow();
        for (String bad : List.of(
                new PlainJWT(claims).serialize(),
                hs256.serialize(),
                signed(claims, strange.getKeyID(), new ECDSASigner(strange)),
                signed(claims, own.getKeyID(), new ECDSASigner(strange)),
                signed(claims, "unknown", new ECDSASigner(own)),
                signed(claims).substring(0, signed(claims).lastIndexOf('.') + 1))) {
            assertThat(tokens.verify(bad)).isEqualTo(new Verified.Invalid());
        }
    }

    @Test
    void further_keys_verify_and_only_the_first_signs() {
        TokenKeys other = TokenKeys.generated();
        String old = new Tokens(other, apiKeys, revocations, clock)
                .mint(KEY, "p", Duration.ofHours(1), Set.of())
                .orElseThrow()
                .token();
        assertThat(tokens.verify(old)).isEqualTo(new Verified.Invalid());
        Tokens both = new Tokens(keys.and(other), apiKeys, revocations, clock);
        assertThat(both.verify(old)).isInstanceOf(Verified.Good.class);
        String fresh =
                both.mint(KEY, "p", Duration.ofHours(1), Set.of()).orElseThrow().token();
        assertThat(tokens.verify(fresh)).isInstanceOf(Verified.Good.class);
    }

    @Test
    void without_keys_nothing_is_minted_and_nothing_is_good() {
        Tokens none = new Tokens(TokenKeys.NONE, apiKeys, revocations, clock);
        assertThat(none.mint(KEY, "p", Duration.ofHours(1), Set.of())).isEmpty();
        assertThat(none.verify(mint())).isEqualTo(new Verified.Invalid());
    }

    @Test
    void nothing_is_judged_before_keys_and_revocations_are_known() {
        String token = mint();
        Tokens early = new Tokens(keys, apiKeys, new TokenRevocations(() -> false, clock), clock);
        assertThat(early.verify(token)).isEqualTo(new Verified.Loading());
        Tokens keyless = new Tokens(keys, new KeyRing(() -> false), revocations, clock);
        assertThat(keyless.verify(token)).isEqualTo(new Verified.Loading());
    }

    @Test
    void a_token_is_written_in_one_way() {
        String token = mint();
        char last = token.charAt(token.length() - 1);
        // Of the last of 86 characters of a signature four bits mean nothing.
        char same = last == 'A' ? 'B' : last == 'Q' ? 'R' : last == 'g' ? 'h' : 'x';
        for (String other : List.of(
                token + "=",
                token + "!",
                token.substring(0, token.length() - 1) + same,
                token.replace('_', '/') + (token.indexOf('_') < 0 ? "/" : ""),
                token.replace(".", "..").substring(1),
                "." + token,
                token + ".")) {
            assertThat(tokens.verify(other)).as(other).isEqualTo(new Verified.Invalid());
        }
    }

    @Test
    void a_text_longer_than_any_token_is_not_even_kept() {
        assertThat(tokens.verify(mint() + "=".repeat(4_096))).isEqualTo(new Verified.Invalid());
    }

    private JWTClaimsSet claims() throws ParseException {
        return SignedJWT.parse(mint()).getJWTClaimsSet();
    }

    private String signed(JWTClaimsSet claims) throws JOSEException {
        ECKey own = keys.signing().orElseThrow();
        return signed(claims, own.getKeyID(), new ECDSASigner(own));
    }

    private static String signed(JWTClaimsSet claims, String keyId, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }
}
