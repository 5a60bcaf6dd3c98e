import { engineLoaded, engineProblem, engineState } from '../case/engine';

const WORDS = {
  loading: 'Loading the engine',
  starting: 'Starting the engine',
  ready: 'Engine ready',
  failed: 'The engine does not work',
};

export function EngineLine() {
  const state = engineState.value;
  const part = Math.round(engineLoaded.value * 100);
  const dot = state === 'ready' ? ' ok' : state === 'failed' ? ' bad' : '';
  return (
    <span class="engine-line" role="status">
      <span class={`dot${dot}`} aria-hidden="true" />
      {WORDS[state]}
      {state === 'loading' && part > 0 && part < 100 ? `, ${part} %` : ''}
    </span>
  );
}

export function EngineFailure() {
  if (engineState.value !== 'failed') return null;
  return (
    <div class="failure" role="alert">
      <h3>Curtain takes no files now</h3>
      <p>{engineProblem.value ?? 'The engine did not start. Reload the page, or try another browser.'}</p>
    </div>
  );
}
