/** Pictures among the files: into which study of the case they go. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isPicture, putInto, studyChoices } from '../case/pictures';
import { phase } from '../case/process';
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { Progress } from '../shared/Progress';
import { say } from '../words';

/** So many are shown; the others are counted. */
const SHOWN = 12;

function Preview({ file }: { file: File }) {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img class="picture" src={url} alt="" />;
}

/** What was said of pictures that could not be used. */
function Refused() {
  // Files are no props: an element that is gone keeps its own for a while, and they name patients.
  const sentences = [...new Set(current.value.flatMap(({ reason }) => (reason?.code === 'picture-refused' ? [reason.sentence] : [])))];
  if (sentences.length === 0) return null;
  return (
    <div class="pictures" role="alert">
      {sentences.map((sentence) => (
        <p key={sentence} class="warn-text">
          {sentence}
        </p>
      ))}
    </div>
  );
}

export function Pictures() {
  const [chosen, choose] = useState('');
  const [work, setWork] = useState<{ done: number; all: number } | null>(null);
  const control = useRef(new AbortController());
  const files = current.value;
  const pictures = files.filter(isPicture);
  if (!work && (pictures.length === 0 || phase.value !== 'idle')) return <Refused />;
  const studies = studyChoices();
  const study = studies.find(({ uid }) => uid === chosen) ?? studies[0];

  const put = async () => {
    control.current = new AbortController();
    setWork({ done: 0, all: pictures.length });
    try {
      await putInto(study!, pictures, (done) => setWork({ done, all: pictures.length }), control.current.signal);
    } finally {
      setWork(null);
    }
  };

  return (
    <section class="pictures" aria-label={say('pictures')}>
      {work ? (
        <div class="work" aria-live="polite">
          <Progress
            label={say('pictures-putting', work)}
            detail=""
            value={work.done / Math.max(1, work.all)}
          />
          <Button onClick={() => control.current.abort()}>{say('cancel')}</Button>
        </div>
      ) : (
        <>
          <h3>{say('pictures-title', { pictures: pictures.length })}</h3>
          <p>{say('pictures-text')}</p>
          <div class="pictures-row" aria-hidden="true">
            {pictures.slice(0, SHOWN).map(({ id, file }) => (
              <Preview key={id} file={file} />
            ))}
            {pictures.length > SHOWN && <span>{say('and-more', { more: pictures.length - SHOWN })}</span>}
          </div>
          {study ? (
            <div class="pictures-into">
              <label>
                {say('pictures-study')}
                <select class="field" value={study.uid} onChange={(event) => choose(event.currentTarget.value)}>
                  {studies.map(({ uid, title, pseudonym }) => (
                    <option key={uid} value={uid}>
                      {say('pictures-study-of', { pseudonym, study: title })}
                    </option>
                  ))}
                </select>
              </label>
              <Button onClick={() => void put()}>{say('pictures-put', { pictures: pictures.length })}</Button>
            </div>
          ) : (
            <p>{say('pictures-no-study')}</p>
          )}
        </>
      )}
    </section>
  );
}
