/** One viewport, or two side by side. */
import './viewer.css';
import { useEffect } from 'preact/hooks';
import { setUrgent } from '../../case/writer';
import { viewports } from '../state';
import { followFrames } from './following';
import { followLink } from './layout';
import { Pane } from './Pane';

export function Viewer() {
  useEffect(() => {
    const stops = [followFrames(), followLink()];
    return () => {
      for (const stop of stops) stop();
      setUrgent(null);
    };
  }, []);
  const all = viewports.value;
  return (
    <div class={`viewports${all.length > 1 ? ' two' : ''}`}>
      {all.map((viewport, at) => (
        <Pane key={at} viewport={viewport} />
      ))}
    </div>
  );
}
