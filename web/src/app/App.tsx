import './app.css';
import { site } from '../config/site';
import { AddStep } from '../intake/AddStep';
import { ReviewStep } from '../review/ReviewStep';
import { RulesStep } from '../rules/RulesStep';
import { ShareStep } from '../share/ShareStep';
import { IconButton } from '../shared/Button';
import { say } from '../words';
import { ClearDialog, IdleDialog } from './ClearDialog';
import { RequestCount } from './RequestCount';
import { Steps } from './Steps';
import { step, type Step } from './step';
import { light } from './theme';

const BODIES: Record<Step, () => preact.JSX.Element> = {
  add: AddStep,
  rules: RulesStep,
  review: ReviewStep,
  share: ShareStep,
};

/** The mark of the house: a drawn curtain. */
function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M1 2h18v2.4H1z" fill="currentColor" />
      <path d="M2.4 4.4h6.4c0 5-1 8.2-3 10 .9 1.2 1.2 2.3 1.2 3.6H2.4z" fill="currentColor" />
      <path d="M17.6 4.4h-6.4c0 5 1 8.2 3 10-.9 1.2-1.2 2.3-1.2 3.6h4.6z" fill="currentColor" />
    </svg>
  );
}

export function App() {
  const Body = BODIES[step.value];
  return (
    <div class="app">
      <header class="top">
        <div class="brand">
          <Logo />
          <span>{site.value.title}</span>
        </div>
        <Steps />
        <div class="top-end">
          <IconButton
            icon={light.value ? 'moon' : 'sun'}
            label={say(light.value ? 'theme-dark' : 'theme-light')}
            onClick={() => {
              light.value = !light.value;
            }}
          />
          <RequestCount />
        </div>
      </header>
      <main class="body">
        <Body />
      </main>
      <ClearDialog />
      <IdleDialog />
    </div>
  );
}
