import './rules.css';
import { open } from '../app/step';
import { Button } from '../shared/Button';

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

/** What is done to the headers, in plain words. The profile is fixed for now, so there is nothing to set. */
export function RulesStep() {
  return (
    <div class="rules">
      <div class="rules-inner">
        <h2>Rules in force</h2>
        <p class="rules-lead">
          DICOM PS3.15, Basic Application Level Confidentiality Profile, without any of its options that keep more, at every depth
          of every file. Each single change stands with its reason under Tags in Review.
        </p>
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
        <section class="rules-part rules-key">
          <h3>The key is random and will be forgotten</h3>
          <p>
            Pseudonyms and UIDs come from a key that this page made up when it was opened. It is kept in memory only. When you close
            the page it is gone, and nobody can link the clean case to the patient any more, you included: the case is anonymous,
            and cannot be taken up again later with the same pseudonyms.
          </p>
        </section>
        <section class="rules-part rules-key">
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
  );
}
