/** Tokens of participants: minting, verifying, and ending them before their time. It knows nothing of HTTP. */
@NullMarked
package io.podium.ingest.token;

import org.jspecify.annotations.NullMarked;
