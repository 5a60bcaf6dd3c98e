/** Rules for one series or one object, as they are made at Tags: here they are seen and taken out. */
import { useState } from 'preact/hooks';
import { scopeOf, type Scope } from '../case/only';
import { profile } from '../case/profile';
import { current } from '../case/store';
import type { Instance } from '../engine/types';
import { Button } from '../shared/Button';
import { say } from '../words';
import { overrideOf, titleOf, type Override } from './attributes';
import { changeAttribute } from './change';
import { OverrideLine, SHOWN } from './OverrideLine';

interface Line {
  override: Override;
  scope: Exclude<Scope, { kind: 'case' }>;
}

function linesOf(): Line[] {
  return (profile.value.only ?? []).flatMap((only) =>
    Object.entries(only.attributes).map(([path, value]) => ({ override: overrideOf(path, value), scope: scopeOf(only) })),
  );
}

/** The objects of the case that each scope is for. */
function objectsHere(): (scope: Line['scope']) => readonly Instance[] {
  const bySeries = new Map<string, Instance[]>();
  const byObject = new Map<string, Instance[]>();
  for (const { instance } of current.value) {
    if (!instance) continue;
    byObject.set(instance.uid, [instance]);
    const { uid } = instance.series;
    const others = bySeries.get(uid);
    if (others) others.push(instance);
    else bySeries.set(uid, [instance]);
  }
  return ({ kind, uid }) => (kind === 'series' ? bySeries : byObject).get(uid) ?? [];
}

/** By what remains of it: the UID alone tells nobody anything. */
function placeOf({ kind }: Line['scope'], own: readonly Instance[]): string {
  if (own.length === 0) return say('scoped-none-here');
  const { modality, description } = own[0]!.series;
  const called = [modality, description].filter(Boolean).join(' ');
  if (kind === 'object') return called || say('scoped-one-here');
  return called ? say('scoped-here-of', { called, objects: own.length }) : say('scoped-here', { objects: own.length });
}

interface ScopedRulesProps {
  /** Tells what was taken out. */
  onRemoved: (override: Override) => void;
}

export function ScopedRules({ onRemoved }: ScopedRulesProps) {
  const [all, setAll] = useState(false);
  const lines = linesOf();
  if (lines.length === 0) return null;
  const here = objectsHere();
  return (
    <>
      <div class="overrides-head">
        <h4>{say('scoped')}</h4>
      </div>
      <ul class="overrides" aria-label={say('scoped')}>
        {lines.slice(0, all ? undefined : SHOWN).map(({ override, scope }) => {
          const { path } = override;
          const place = (
            <>
              <span class="chip">{say(`scoped-${scope.kind}`)}</span> <span class="override-where">{placeOf(scope, here(scope))}</span>
            </>
          );
          return (
            <OverrideLine key={`${scope.kind} ${scope.uid} ${path}`} override={override} title={scope.uid} scope={place}>
              <div class="override-buttons">
                <Button
                  label={say(`scoped-remove-${scope.kind}`, { attribute: titleOf(path) })}
                  onClick={() => {
                    changeAttribute(path, null, scope);
                    onRemoved(override);
                  }}
                >
                  {say('single-remove')}
                </Button>
              </div>
            </OverrideLine>
          );
        })}
      </ul>
      {!all && lines.length > SHOWN && (
        <Button onClick={() => setAll(true)}>{say('single-list-all', { attributes: lines.length })}</Button>
      )}
    </>
  );
}
