{{/* Common parts of pods and containers. */}}

{{/* An image by digest, else by tag; (list root component). */}}
{{- define "podreel.image" -}}
{{- $root := index . 0 -}}
{{- $image := (index $root.Values (index . 1)).image -}}
{{- /* YAML reads a tag of only digits as a number. */ -}}
{{- $name := printf "%s:%s" $image.repository (include "podreel.plain" ($image.tag | default $root.Chart.AppVersion)) -}}
{{- if $image.digest -}}
{{- $name = printf "%s@%s" $image.repository $image.digest -}}
{{- end -}}
image: {{ $name | quote }}
imagePullPolicy: {{ $image.pullPolicy }}
{{- end -}}

{{/* The pod's security context for Pod Security "restricted"; (list root user). */}}
{{- define "podreel.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ index . 1 }}
runAsGroup: 10000
fsGroup: 10000
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "podreel.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* Placement and image pull Secrets of a component's pods; (list root component). */}}
{{- define "podreel.placement" -}}
{{- $root := index . 0 -}}
{{- $values := index $root.Values (index . 1) -}}
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- range $field := list "nodeSelector" "tolerations" "affinity" "topologySpreadConstraints" "priorityClassName" "runtimeClassName" }}
{{- with index $values $field }}
{{ $field }}: {{ kindIs "string" . | ternary (toString . | quote) (toYaml . | nindent 2) }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Labels of pods, without versions, so that a new chart restarts only the pods it changes. The operator's labels can't
replace the chart's own, which selectors use; (list root component). */}}
{{- define "podreel.podLabels" -}}
{{- $more := (index (index . 0).Values (index . 1)).podLabels | default dict -}}
{{- $ours := include "podreel.selector" . | fromYaml -}}
{{- merge $ours (dict "app.kubernetes.io/part-of" "podreel") $more | toYaml -}}
{{- end -}}

{{/* Environment variables as a list without duplicates; the first dictionary takes precedence over the second. */}}
{{- define "podreel.env" -}}
{{- $all := merge dict (index . 0) (index . 1) -}}
{{- $list := list -}}
{{- range $name := keys $all | sortAlpha -}}
{{- $value := index $all $name -}}
{{- if kindIs "map" $value -}}
{{- $list = append $list (merge (dict "name" $name) $value) -}}
{{- else -}}
{{- $list = append $list (dict "name" $name "value" (include "podreel.plain" $value)) -}}
{{- end -}}
{{- end -}}
{{- toYaml $list -}}
{{- end -}}

{{/* Helm reads numbers as floats: 1000000 would become 1e+06. */}}
{{- define "podreel.plain" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) -}}
{{- int64 . -}}
{{- else -}}
{{- toString . -}}
{{- end -}}
{{- end -}}
