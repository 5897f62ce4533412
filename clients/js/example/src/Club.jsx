import { useBadges, useChallenges, useChallenge, useConnection, useLeaderboard, usePoints, useTier } from '@podium/react';
import { useState } from 'react';

/** A participant's page: points, tier, a challenge, badges and a board, all of which move by themselves. */
export function Club() {
  const [celebrations, setCelebrations] = useState([]);
  const celebrate = (text, outcomeId) => setCelebrations((shown) => [...shown, { text, outcomeId }]);
  return (
    <main>
      <header>
        <h1>Quiz club</h1>
        <Points />
      </header>
      <Connection />
      <Celebrations shown={celebrations} onClose={(id) => setCelebrations((all) => all.filter((c) => c.outcomeId !== id))} />
      <div className="columns">
        <div>
          <Tier />
          <Challenges onCompleted={celebrate} />
          <Badges onEarned={celebrate} />
        </div>
        <Board id="april_quiz_cup" />
      </div>
    </main>
  );
}

function Connection() {
  const { state } = useConnection();
  return state === 'ended' ? <p role="alert">Please sign in again to see what is new.</p> : null;
}

function Points() {
  const { available, isLoading, error } = usePoints();
  if (error) {
    return <p role="alert">We can’t reach your points right now.</p>;
  }
  return (
    <p className="points">
      <strong data-testid="points">{isLoading ? '…' : available.toLocaleString('en')}</strong> points
    </p>
  );
}

function Bar({ label, percent, detail }) {
  return (
    <div className="bar">
      <div className="labels">
        <span>{label}</span>
        <span>{detail}</span>
      </div>
      <progress aria-label={label} max="100" value={percent} />
    </div>
  );
}

function Tier() {
  const { current, next, progressPercent, pointsToNext, isLoading } = useTier();
  if (isLoading) {
    return null;
  }
  return (
    <section aria-labelledby="tier">
      <h2 id="tier">{current?.label ?? 'No tier yet'}</h2>
      {next ? (
        <Bar label={`to ${next.label}`} percent={progressPercent} detail={`${pointsToNext.toLocaleString('en')} points to go`} />
      ) : (
        <p>You are at the top.</p>
      )}
    </section>
  );
}

function Challenges({ onCompleted }) {
  const { challenges, isLoading } = useChallenges();
  if (isLoading) {
    return <p className="loading">Loading…</p>;
  }
  return challenges.map((challenge) => <Challenge key={challenge.id} id={challenge.id} onCompleted={onCompleted} />);
}

function Challenge({ id, onCompleted }) {
  const { challenge, objectives, isCompleted } = useChallenge({
    challengeId: id,
    onCompleted: ({ outcomeId }) => onCompleted(`${challenge?.title ?? 'Challenge'} completed!`, outcomeId),
  });
  if (!challenge) {
    return null;
  }
  return (
    <section aria-labelledby={id} data-testid={id}>
      <h2 id={id}>
        {challenge.title} {isCompleted && <span aria-label="completed">✓</span>}
      </h2>
      {objectives.map((objective) => (
        <Bar
          key={objective.id}
          label={objective.label}
          percent={(100 * objective.progress) / objective.target}
          detail={`${objective.progress} of ${objective.target}`}
        />
      ))}
    </section>
  );
}

function Badges({ onEarned }) {
  const { badges } = useBadges({ onEarned: ({ label, outcomeId }) => onEarned(`New badge: ${label}`, outcomeId) });
  return (
    <section aria-labelledby="badges">
      <h2 id="badges">Badges</h2>
      {badges.length === 0 ? <p>Your first one is waiting for you.</p> : null}
      <ul className="badges">
        {badges.map((badge) => (
          <li key={badge.id}>{badge.label ?? badge.id}</li>
        ))}
      </ul>
    </section>
  );
}

function Board({ id }) {
  const { rows, window, participants, isLoading, error } = useLeaderboard({ id, limit: 8 });
  return (
    <section aria-labelledby="board">
      <h2 id="board">{window?.label ?? 'Board'}</h2>
      {error ? <p role="alert">The board can’t be shown right now.</p> : null}
      {!isLoading && rows.length === 0 ? <p>Nobody has a score yet. Be the first.</p> : null}
      <ol className="board" data-testid="board">
        {rows.map((row) => (
          <li key={row.participantId} className={row.isYou ? 'you' : ''}>
            <span className="rank">{row.rank}</span>
            <span className="name">{row.isYou ? 'You' : row.displayName}</span>
            <span>{row.score.toLocaleString('en')}</span>
          </li>
        ))}
      </ol>
      {participants > rows.length ? <p>{participants} take part</p> : null}
    </section>
  );
}

function Celebrations({ shown, onClose }) {
  return (
    <div className="celebrations" role="status">
      {shown.map(({ text, outcomeId }) => (
        <p key={outcomeId} data-testid="celebration">
          <span>🎉 {text}</span> <button onClick={() => onClose(outcomeId)} aria-label="Close">×</button>
        </p>
      ))}
    </div>
  );
}
