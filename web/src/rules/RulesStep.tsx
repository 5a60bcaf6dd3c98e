import './rules.css';
import { open } from '../app/step';
import { countScoped } from '../case/only';
import { profile } from '../case/profile';
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { surveying } from '../survey/state';
import { SurveyEntry } from '../survey/SurveyEntry';
import { SurveyPanel } from '../survey/SurveyPanel';
import { say, type Plain } from '../words';
import { AttributesPanel } from './AttributesPanel';
import { CrosswalkPanel } from './CrosswalkPanel';
import { KeyPanel } from './KeyPanel';
import { OptionsPanel } from './OptionsPanel';
import { PreviewPanel } from './PreviewPanel';
import { ProfilePanel } from './ProfilePanel';

const PARTS: readonly { title: Plain; items: readonly Plain[] }[] = [
  { title: 'basic-removed', items: ['basic-removed-names', 'basic-removed-texts', 'basic-removed-unknown'] },
  { title: 'basic-replaced', items: ['basic-replaced-patient', 'basic-replaced-uids', 'basic-replaced-dummies'] },
  { title: 'basic-kept', items: ['basic-kept-pixels', 'basic-kept-image', 'basic-kept-kind'] },
];

/** What is done to the headers, in plain words, what may be kept of them, and the key; beside them one file, as it would be written. */
export function RulesStep() {
  return surveying.value ? <SurveyPanel /> : <RulesInForce />;
}

function RulesInForce() {
  const { options, attributes } = profile.value;
  const own = Object.keys(attributes).length + countScoped(profile.value);
  const counts = { options: options.length, rules: own };
  const hasFiles = current.value.length > 0;
  return (
    <div class={`rules-step${hasFiles ? ' with-preview' : ''}`}>
      <div class="rules">
        <div class="rules-inner">
          <h2>{say('rules-title')}</h2>
          <p class="rules-lead">
            {own > 0 ? say('rules-lead-own', counts) : say('rules-lead', counts)}{' '}
            {say(hasFiles ? 'rules-reasons-preview' : 'rules-reasons')}
          </p>
          <ProfilePanel />
          <OptionsPanel />
          <AttributesPanel />
          <SurveyEntry />
          <KeyPanel />
          <CrosswalkPanel />
          <details class="rules-basic">
            <summary>{say('basic-does')}</summary>
            <div class="rules-parts">
              {PARTS.map(({ title, items }) => (
                <section key={title} class="rules-part">
                  <h3>{say(title)}</h3>
                  <ul>
                    {items.map((item) => (
                      <li key={item}>{say(item)}</li>
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          </details>
          <section class="rules-part rules-wide">
            <h3>{say('rules-limits')}</h3>
            <p>{say('rules-limits-words')}</p>
          </section>
          <Button kind="primary" large icon="arrow-right" onClick={() => open('review')}>
            {say('rules-to-review')}
          </Button>
        </div>
      </div>
      {hasFiles && <PreviewPanel />}
    </div>
  );
}
