{{/* Names and labels. Every helper takes a list: the root context, then its own arguments. */}}

{{/* 40 characters leave room for every suffix within the 63 of a label. */}}
{{- define "podreel.fullname" -}}
{{- $root := index . 0 -}}
{{- if $root.Values.fullnameOverride -}}
{{- $root.Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := $root.Values.nameOverride | default $root.Chart.Name -}}
{{- if contains $name $root.Release.Name -}}
{{- $root.Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" $root.Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The name of a component's objects: `podreel-api`. */}}
{{- define "podreel.name" -}}
{{- printf "%s-%s" (include "podreel.fullname" .) (index . 1) -}}
{{- end -}}

{{/* Labels that select a component's pods. They must never change, because selectors are immutable. */}}
{{- define "podreel.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Values.nameOverride | default $root.Chart.Name | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "podreel.labels" -}}
{{- $root := index . 0 -}}
{{ include "podreel.selector" . }}
app.kubernetes.io/part-of: podreel
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Annotations of what has to outlive `helm uninstall`, so that the videos can be read again. */}}
{{- define "podreel.kept" -}}
{{- if (index . 0).Values.keepVideos -}}
annotations: {helm.sh/resource-policy: keep}
{{- end -}}
{{- end -}}

{{/* The component's service account: the chart's, or the one named in the values. */}}
{{- define "podreel.serviceAccount" -}}
{{- $root := index . 0 -}}
{{- $account := (index $root.Values (index . 1)).serviceAccount -}}
{{- if $account.create -}}
{{- $account.name | default (include "podreel.name" .) -}}
{{- else -}}
{{- $account.name -}}
{{- end -}}
{{- end -}}

{{/* Names of Secrets: the chart's, or the operator's existing ones. */}}
{{- define "podreel.keysSecret" -}}
{{- (index . 0).Values.auth.existingSecret | default (include "podreel.name" (list (index . 0) "keys")) -}}
{{- end -}}

{{- define "podreel.redisSecret" -}}
{{- (index . 0).Values.redis.existingSecret | default (include "podreel.name" (list (index . 0) "redis")) -}}
{{- end -}}

{{- define "podreel.s3Secret" -}}
{{- $root := index . 0 -}}
{{- if or $root.Values.s3.existingSecret $root.Values.s3.embedded -}}
{{- $root.Values.s3.existingSecret | default (include "podreel.name" (list $root "s3")) -}}
{{- end -}}
{{- end -}}

{{- define "podreel.providersSecret" -}}
{{- $root := index . 0 -}}
{{- if $root.Values.secrets.existingSecret -}}
{{- $root.Values.secrets.existingSecret -}}
{{- else if include "podreel.providerKeys" . -}}
{{- include "podreel.name" (list $root "providers") -}}
{{- end -}}
{{- end -}}
