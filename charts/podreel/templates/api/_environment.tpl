{{/* Variables of the API only. */}}
{{- define "podreel.apiEnv" -}}
{{- $root := index . 0 -}}
PODREEL_HOST: 0.0.0.0
PODREEL_PORT: "8000"
PODREEL_NAMESPACE:
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
PODREEL_LEASE: {{ include "podreel.name" (list $root "leader") }}
PODREEL_JOB_TEMPLATE: /etc/podreel/job.yaml
PODREEL_API_KEYS_FILE: /etc/podreel/keys/keys.jsonl
PODREEL_PROVIDERS: {{ include "podreel.providers" . | quote }}
{{- with $root.Values.api.publicUrl }}
PODREEL_PUBLIC_URL: {{ . | quote }}
{{- end }}
PODREEL_METRICS: {{ $root.Values.metrics.access }}
{{- with $root.Values.api.trustedProxies }}
PODREEL_TRUSTED_PROXIES: {{ join " " . | quote }}
{{- end }}
TEMP_DIR: /tmp/podreel
{{ include "podreel.stores" . }}
{{- end -}}
