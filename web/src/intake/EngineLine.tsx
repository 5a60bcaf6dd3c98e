import { engineLoaded, engineProblem, engineState } from '../case/engine';
import { say } from '../words';

export function EngineLine() {
  const state = engineState.value;
  const part = Math.round(engineLoaded.value * 100);
  const dot = state === 'ready' ? ' ok' : state === 'failed' ? ' bad' : '';
  return (
    <span class="engine-line" role="status">
      <span class={`dot${dot}`} aria-hidden="true" />
      {state === 'loading' && part > 0 && part < 100 ? say('engine-loading-part', { part }) : say(`engine-${state}`)}
    </span>
  );
}

export function EngineFailure() {
  if (engineState.value !== 'failed') return null;
  return (
    <div class="failure" role="alert">
      <h3>{say('engine-failed-title')}</h3>
      <p>{engineProblem.value ?? say('refusal-no-start')}</p>
    </div>
  );
}
