import './shared/tokens.css';
import './shared/controls.css';
import { render } from 'preact';
import { App } from './app/App';
import { guard } from './app/guard';
import { watchIdle } from './app/idle';
import { followTheme } from './app/theme';
import { startUnzipWorker } from './case/archive';
import { watchCopies } from './case/copies';
import { startZipWorker, watchApprovals } from './share/zip';

// While the page loads, so that nothing has to be fetched once files are here.
startZipWorker();
startUnzipWorker();
watchApprovals();
watchCopies();
guard();
watchIdle();
followTheme();
render(<App />, document.getElementById('app')!);
