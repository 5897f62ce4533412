import { PodiumProvider } from '@podium/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Club } from './Club.jsx';
import './style.css';

const { nodes } = await (await fetch('/config.json')).json();

/** Asks the page's own server, which knows who is signed in, for a token. */
async function getToken() {
  const answer = await fetch('/token', { method: 'POST' });
  if (!answer.ok) {
    throw new Error(`no token: ${answer.status}`);
  }
  return (await answer.json()).token;
}

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <PodiumProvider apiBaseUrl={nodes} getToken={getToken}>
      <Club />
    </PodiumProvider>
  </StrictMode>,
);
