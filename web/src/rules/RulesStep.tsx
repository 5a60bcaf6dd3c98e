import './rules.css';
import { open } from '../app/step';
import { profile } from '../case/profile';
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { count } from '../shared/words';
import { surveying } from '../survey/state';
import { SurveyEntry } from '../survey/SurveyEntry';
import { SurveyPanel } from '../survey/SurveyPanel';
import { AttributesPanel } from './AttributesPanel';
import { CrosswalkPanel } from './CrosswalkPanel';
import { KeyPanel } from './KeyPanel';
import { OptionsPanel } from './OptionsPanel';
import { PreviewPanel } from './PreviewPanel';
import { ProfilePanel } from './ProfilePanel';

const PARTS: { title: string; items: string[] }[] = [
  {
    title: 'Removed',
    items: [
      'Names, addresses, telephone numbers and comments of the patient and of everybody who took part',
      'Accession numbers, descriptions and free text, in which identity tends to hide',
      'Private attributes, overlays, curves, signatures and whatever the standard does not know',
    ],
  },
  {
    title: 'Replaced',
    items: [
      'PatientID and PatientName: one pseudonym for each patient, the same in all files of this case',
      'UIDs: new ones, so that series, references and frames of reference still belong together',
      'What an object must have to stay valid: a plain dummy value, or an empty one',
    ],
  },
  {
    title: 'Kept',
    items: [
      'The pixels, byte for byte, except inside rectangles that you black out',
      'What the image needs: size, position, spacing, window, acquisition technique',
      'The kind of object, and its transfer syntax; only a compressed object with a redaction is written in a lossless one',
    ],
  },
];

/** What is done to the headers, in plain words, what may be kept of them, and the key; beside them one file, as it would be written. */
export function RulesStep() {
  return surveying.value ? <SurveyPanel /> : <RulesInForce />;
}

function RulesInForce() {
  const { options, attributes } = profile.value;
  const own = Object.keys(attributes).length;
  const more = options.length ? `with ${count(options.length, 'option')} that keep${options.length === 1 ? 's' : ''} more` : 'without any of its options that keep more';
  const hasFiles = current.value.length > 0;
  return (
    <div class={`rules-step${hasFiles ? ' with-preview' : ''}`}>
      <div class="rules">
        <div class="rules-inner">
          <h2>Rules in force</h2>
          <p class="rules-lead">
            DICOM PS3.15, Basic Application Level Confidentiality Profile, {more}
            {own > 0 && ` and ${count(own, 'rule')} for single attributes`}, at every depth of every file. Each single change stands with its
            reason {hasFiles ? 'in the preview, and ' : ''}under Tags in Review.
          </p>
          <ProfilePanel />
          <OptionsPanel />
          <AttributesPanel />
          <SurveyEntry />
          <KeyPanel />
          <CrosswalkPanel />
          <details class="rules-basic">
            <summary>What the Basic Profile does to every file</summary>
            <div class="rules-parts">
              {PARTS.map(({ title, items }) => (
                <section key={title} class="rules-part">
                  <h3>{title}</h3>
                  <ul>
                    {items.map((item) => (
                      <li key={item}>{item}</li>
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          </details>
          <section class="rules-part rules-wide">
            <h3>What no rule can do</h3>
            <p>
              Rules read headers. Text that is burned into an image, a face that could be reconstructed, a rare finding: only you can
              see these. That is why each frame has to be looked at in Review.
            </p>
          </section>
          <Button kind="primary" large icon="arrow-right" onClick={() => open('review')}>
            Go on to Review
          </Button>
        </div>
      </div>
      {hasFiles && <PreviewPanel />}
    </div>
  );
}
