import { useState } from 'preact/hooks';
import { TEACHING_NAME } from '../case/annotations';
import { Button } from '../shared/Button';
import { saveFile } from '../shared/save';
import { say, type Plain } from '../words';
import { archiveKey, teachingFile } from './teaching';
import { teachingNamesPatient } from './teaching-names-patient';

/** Saves the file by itself; resolves to why it was not. */
async function save(): Promise<Plain | null> {
  const text = teachingFile();
  const key = archiveKey();
  if (text === null) return null;
  try {
    if (await teachingNamesPatient()) return 'pack-names';
  } catch {
    return 'pack-not-searched';
  }
  if (archiveKey() !== key) return 'share-teaching-changed';
  saveFile(new Blob([text], { type: 'application/json' }), TEACHING_NAME);
  return null;
}

/** Before an upload: what does not go with it. */
export function TeachingAside({ disabled }: { disabled: boolean }) {
  const [problem, setProblem] = useState<Plain | null>(null);
  return (
    <div class="teaching-aside">
      <p>{say('share-teaching-not-uploaded')}</p>
      <Button icon="download" disabled={disabled} onClick={() => void save().then(setProblem)}>
        {say('share-teaching-save', { name: TEACHING_NAME })}
      </Button>
      {problem && (
        <p class="paper-problem" role="alert">
          {say(problem)}
        </p>
      )}
    </div>
  );
}
