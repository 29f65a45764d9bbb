// An app of cdk8s that renders the bundled charts (tests/callers/cdk8s.sh).
const { App, Chart, Helm } = require('cdk8s');

const app = new App();

function render(id, props) {
	const chart = new Chart(app, id);
	const helm = new Helm(chart, 'release', props);
	console.error(`${id}: ${helm.releaseName}, ${helm.apiObjects.length} objects`);
}

render('fastapi', { chart: './charts/fastapi', values: { replicaCount: 3, image: { tag: '1.10' } } });
render('mlflow', { chart: './charts/mlflow', releaseName: 'ml', namespace: 'data',
	helmFlags: ['--include-crds', '--kube-version', '1.30'] });
render('airflow', { chart: './charts/airflow', version: '>0.0.0' });
try {
	render('broken', { chart: './broken' });
} catch (error) {
	console.error(error.message);
}
app.synth();
