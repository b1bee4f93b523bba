{{/* Settings of the API and of videos. */}}

{{/* Variables of both that are not secret. */}}
{{- define "podreel.settings" -}}
{{- $root := index . 0 -}}
{{- $s3 := $root.Values.s3 -}}
{{- $endpoint := $s3.endpointUrl -}}
{{- if $s3.embedded -}}
{{- $endpoint = printf "http://%s:7070" (include "podreel.name" (list $root "s3")) -}}
{{- end -}}
OBJECT_STORE: s3
S3_BUCKET_NAME: {{ $s3.bucket | quote }}
AWS_REGION: {{ $s3.region | quote }}
S3_PUBLIC: {{ $s3.public | quote }}
{{- with $endpoint }}
S3_ENDPOINT_URL: {{ . | quote }}
{{- end }}
{{- with $s3.publicEndpointUrl }}
S3_PUBLIC_ENDPOINT_URL: {{ . | quote }}
{{- end }}
{{- range $name, $value := $root.Values.settings }}
{{ $name }}: {{ include "podreel.plain" $value | quote }}
{{- end }}
{{- end -}}

{{/* Variables of both that come from Secrets. */}}
{{- define "podreel.stores" -}}
{{- $root := index . 0 -}}
REDIS_URL:
  valueFrom: {secretKeyRef: {name: {{ include "podreel.redisSecret" . }}, key: REDIS_URL}}
{{- with include "podreel.s3Secret" . }}
AWS_ACCESS_KEY_ID:
  valueFrom: {secretKeyRef: {name: {{ . }}, key: AWS_ACCESS_KEY_ID}}
AWS_SECRET_ACCESS_KEY:
  valueFrom: {secretKeyRef: {name: {{ . }}, key: AWS_SECRET_ACCESS_KEY}}
AWS_SESSION_TOKEN:
  valueFrom: {secretKeyRef: {name: {{ . }}, key: AWS_SESSION_TOKEN, optional: true}}
{{- end }}
{{- end -}}

{{/* Keys of models and speech from the values. */}}
{{- define "podreel.providerKeys" -}}
{{- $secrets := (index . 0).Values.secrets -}}
{{- range $variable, $field := dict "ANTHROPIC_API_KEY" "anthropicApiKey" "MODEL_SERVER_KEY" "modelServerKey" "OPENAI_API_KEY" "openaiApiKey" "SPEECH_SERVER_KEY" "speechServerKey" }}
{{- with index $secrets $field }}
{{ $variable }}: {{ . | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Names of the providers that videos can use; the API gets only these names, and no keys. */}}
{{- define "podreel.providers" -}}
{{- $root := index . 0 -}}
{{- $names := $root.Values.providers -}}
{{- if not $root.Values.secrets.existingSecret -}}
{{- if $root.Values.secrets.anthropicApiKey }}{{ $names = append $names "anthropic" }}{{ end -}}
{{- if $root.Values.secrets.openaiApiKey }}{{ $names = append $names "openai" }}{{ end -}}
{{- end -}}
{{- if $root.Values.settings.MODEL_SERVER_URL }}{{ $names = append $names "server" }}{{ end -}}
{{- $names | uniq | sortAlpha | join " " -}}
{{- end -}}

{{/* Ports of the servers in the values, besides those that every video can reach: HTTPS and Redis. */}}
{{- define "podreel.serverPorts" -}}
{{- $root := index . 0 -}}
{{- $urls := list $root.Values.s3.endpointUrl $root.Values.redis.url -}}
{{- range $name, $value := $root.Values.settings -}}
{{- if hasSuffix "_URL" $name }}{{ $urls = append $urls (toString $value) }}{{ end -}}
{{- end -}}
{{- $ports := list -}}
{{- range compact $urls -}}
{{- $url := urlParse . -}}
{{- $given := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- $ports = append $ports ($given | default (eq $url.scheme "http" | ternary "80" "")) -}}
{{- end -}}
{{- without (compact $ports) "443" "6379" "6380" | uniq | sortAlpha | join " " -}}
{{- end -}}
