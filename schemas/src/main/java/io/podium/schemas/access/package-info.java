/** API keys as records of their topic. Only hashes of keys are ever kept. */
package io.podium.schemas.access;
