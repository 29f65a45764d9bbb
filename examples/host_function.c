/* Gives templates a function of the host: secretRef NAME finds where a secret is kept. */
#include <pintle/pintle.h>

#include <stdio.h>
#include <string.h>

#define TEXT(literal)                        \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const pintle_file files[] = {
	{ "Chart.yaml", TEXT("apiVersion: v2\nname: app\nversion: 1.0.0\n") },
	{ "templates/pod.yaml", TEXT("kind: Pod\nsecret: {{ secretRef \"db\" }}\n") },
};

/* What the host knows. */
struct vault {
	const char *prefix;
};

static bool secret_ref(pintle_call *call, void *data)
{
	const struct vault *vault = data;
	pintle_text name = pintle_value_string(pintle_call_argument(call, 0));
	char path[256];
	int n;

	if (name.len == 0)
		return pintle_call_fail(call, "a secret has a name");
	n = snprintf(path, sizeof path, "%s/%.*s", vault->prefix, (int)name.len, name.ptr);
	pintle_call_return_string(call, (pintle_text){ path, (size_t)n });
	return true;
}

int main(void)
{
	struct vault vault = { "vault/team-a" };
	const pintle_function functions[] = { { "secretRef", "s", secret_ref, &vault } };
	pintle_load_options load = PINTLE_LOAD_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_manifest *manifest = NULL;
	pintle_chart *chart;

	load.functions = functions;
	load.function_count = 1;
	chart = pintle_chart_load_files(files, 2, &load, &error);
	if (chart)
		manifest = pintle_render(chart, NULL, NULL, &error);
	if (manifest) {
		pintle_text text = pintle_manifest_text(manifest);

		fwrite(text.ptr, 1, text.len, stdout);
	} else {
		fprintf(stderr, "Error: %s\n", error.message);
	}
	pintle_manifest_free(manifest);
	pintle_chart_free(chart);
	pintle_error_finish(&error);
	return manifest ? 0 : 1;
}
