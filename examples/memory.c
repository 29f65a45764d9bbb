/* Renders a chart that is held in memory, with one value set, and prints its objects. */
#include <pintle/pintle.h>

#include <stdio.h>

#define TEXT(literal)                        \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

static const pintle_file files[] = {
	{ "Chart.yaml", TEXT("apiVersion: v2\nname: greeting\nversion: 1.0.0\n") },
	{ "values.yaml", TEXT("who: world\n") },
	{ "templates/config.yaml",
	  TEXT("apiVersion: v1\n"
	       "kind: ConfigMap\n"
	       "metadata:\n"
	       "  name: {{ .Release.Name }}-greeting\n"
	       "data:\n"
	       "  text: {{ printf \"hello, %s\" .Values.who | quote }}\n") },
};

/* Prints an error as the command line would. */
static int fail(pintle_error *error)
{
	fprintf(stderr, "Error: %s\n", error->message);
	pintle_error_finish(error);
	return 1;
}

int main(void)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_values *values = pintle_values_new(NULL);
	pintle_chart *chart =
		pintle_chart_load_files(files, sizeof files / sizeof *files, NULL, &error);
	pintle_manifest *manifest = NULL;

	options.release_name = "demo";
	if (values && chart && pintle_values_add_set(values, "who=pintle", &error))
		manifest = pintle_render(chart, values, &options, &error);
	for (size_t i = 0; manifest && i < pintle_manifest_count(manifest); i++) {
		pintle_document document = pintle_manifest_at(manifest, i);

		printf("%.*s %.*s\n%.*s", (int)document.kind.len, document.kind.ptr,
		       (int)document.name.len, document.name.ptr, (int)document.text.len,
		       document.text.ptr);
	}
	pintle_manifest_free(manifest);
	pintle_chart_free(chart);
	pintle_values_free(values);
	return error.status == PINTLE_OK ? 0 : fail(&error);
}
