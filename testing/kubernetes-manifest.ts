import { z } from 'zod'

const labels = z.record(z.string(), z.string())
const metadata = z.strictObject({ name: z.string(), labels: labels.optional() })
const selector = z.strictObject({ matchLabels: labels })
const quantity = z.string().regex(/^\d+(m|Mi|Gi)?$/)
const probe = z.strictObject({
  httpGet: z.strictObject({ path: z.string(), port: z.string() }),
  periodSeconds: z.int().optional(),
  timeoutSeconds: z.int().optional(),
  failureThreshold: z.int().optional(),
})
const container = z.strictObject({
  ...{ name: z.string(), image: z.string(), command: z.array(z.string()).optional(), args: z.array(z.string()) },
  envFrom: z.array(z.strictObject({ configMapRef: z.strictObject({ name: z.string() }) })),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.int() })).optional(),
  ...{ startupProbe: probe.optional(), livenessProbe: probe.optional(), readinessProbe: probe.optional() },
  resources: z.strictObject({
    requests: z.strictObject({ cpu: quantity, memory: quantity }),
    limits: z.strictObject({ memory: quantity }),
  }),
  securityContext: z
    .strictObject({
      allowPrivilegeEscalation: z.literal(false),
      readOnlyRootFilesystem: z.literal(true),
      capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
    })
    .optional(),
  volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() })),
})
const pod = z.strictObject({
  terminationGracePeriodSeconds: z.int().optional(),
  restartPolicy: z.enum(['Always', 'Never', 'OnFailure']).optional(),
  automountServiceAccountToken: z.literal(false),
  securityContext: z.strictObject({ runAsNonRoot: z.literal(true), runAsUser: z.int(), fsGroup: z.int() }),
  containers: z.array(container),
  volumes: z.array(
    z.strictObject({
      name: z.string(),
      secret: z.strictObject({ secretName: z.string() }).optional(),
      persistentVolumeClaim: z.strictObject({ claimName: z.string() }).optional(),
      emptyDir: z.strictObject({}).optional(),
    }),
  ),
})
const template = z.strictObject({ metadata: z.strictObject({ labels, annotations: labels.optional() }), spec: pod })
const object = <const Kind extends string, Spec extends z.ZodType>(apiVersion: string, kind: Kind, spec: Spec) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), metadata, spec })
const target = z.strictObject({ apiVersion: z.string(), kind: z.string(), name: z.string() })
const rules = z.array(
  z.strictObject({ ports: z.array(z.strictObject({ port: z.int(), protocol: z.string() })).optional() }),
)
const namedPort = z.strictObject({ name: z.string() })
/**
 * What the manifests use of Kubernetes, strictly: written by hand from its API reference, because the published schemas weigh more
 * than the platform. A misspelt or misplaced key is refused; it is no proof that a cluster takes them.
 */
export const manifest = z.union([
  z.strictObject({ apiVersion: z.literal('v1'), kind: z.literal('ConfigMap'), metadata, data: labels }),
  object(
    'v1',
    'PersistentVolumeClaim',
    z.strictObject({
      accessModes: z.array(z.enum(['ReadWriteMany', 'ReadWriteOnce'])),
      resources: z.strictObject({ requests: z.strictObject({ storage: quantity }) }),
    }),
  ),
  object(
    'apps/v1',
    'Deployment',
    z.strictObject({
      ...{ replicas: z.int(), selector, template },
      strategy: z.strictObject({ type: z.enum(['Recreate', 'RollingUpdate']) }),
    }),
  ),
  object(
    'v1',
    'Service',
    z.strictObject({
      selector: labels,
      ports: z.array(z.strictObject({ name: z.string(), port: z.int(), targetPort: z.string() })),
    }),
  ),
  object(
    'networking.k8s.io/v1',
    'Ingress',
    z.strictObject({
      tls: z.array(z.strictObject({ hosts: z.array(z.string()), secretName: z.string() })),
      rules: z.array(
        z.strictObject({
          host: z.string(),
          http: z.strictObject({
            paths: z.array(
              z.strictObject({
                ...{ path: z.string(), pathType: z.enum(['Prefix', 'Exact']) },
                backend: z.strictObject({ service: z.strictObject({ name: z.string(), port: namedPort }) }),
              }),
            ),
          }),
        }),
      ),
    }),
  ),
  object(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    z.strictObject({
      podSelector: selector,
      policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
      ...{ ingress: rules, egress: rules.optional() },
    }),
  ),
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    z.strictObject({
      ...{ scaleTargetRef: target, minReplicas: z.int(), maxReplicas: z.int() },
      metrics: z.array(
        z.strictObject({
          type: z.literal('External'),
          external: z.strictObject({
            metric: z.strictObject({ name: z.string(), selector }),
            target: z.strictObject({ type: z.literal('AverageValue'), averageValue: quantity }),
          }),
        }),
      ),
      behavior: z.strictObject({ scaleDown: z.strictObject({ stabilizationWindowSeconds: z.int() }) }),
    }),
  ),
  object(
    'policy/v1',
    'PodDisruptionBudget',
    z.strictObject({
      ...{ minAvailable: z.int().optional(), maxUnavailable: z.int().optional(), selector },
    }),
  ),
  object(
    'batch/v1',
    'CronJob',
    z.strictObject({
      ...{ schedule: z.string(), concurrencyPolicy: z.enum(['Allow', 'Forbid', 'Replace']) },
      jobTemplate: z.strictObject({ spec: z.strictObject({ backoffLimit: z.int(), template }) }),
    }),
  ),
])

export type Manifest = z.infer<typeof manifest>
