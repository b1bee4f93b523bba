package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
)

const (
	provisioner     = "podreel/local"
	provisionerNote = "volume.kubernetes.io/storage-provisioner"
	ownerNote       = "pv.kubernetes.io/provisioned-by"
	pollSeconds     = 1 // of one node; a list a second costs nothing, and no watch can be lost
)

// newVolumesCommand gives each claim of the class `standard` a folder of this machine, as K3s' local-path does.
func newVolumesCommand() *cobra.Command {
	var kubeconfig, root string
	command := &cobra.Command{
		Use: "volumes",
		RunE: func(*cobra.Command, []string) error {
			config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
			if err != nil {
				return err
			}
			client, err := kubernetes.NewForConfig(config)
			if err != nil {
				return err
			}
			wait.Forever(func() {
				if err := provideAndRelease(context.Background(), client, root); err != nil {
					klog.ErrorS(err, "Volumes are looked at again")
				}
			}, pollSeconds*time.Second)
			return nil
		},
	}
	command.Flags().StringVar(&kubeconfig, "kubeconfig", "", "how the API server is reached")
	command.Flags().StringVar(&root, "root", "", "where the folders are made")
	return command
}

func provideAndRelease(ctx context.Context, client kubernetes.Interface, root string) error {
	claims, err := client.CoreV1().PersistentVolumeClaims("").List(ctx, meta.ListOptions{})
	if err != nil {
		return err
	}
	for _, claim := range claims.Items {
		if claim.Status.Phase == core.ClaimPending && claim.Annotations[provisionerNote] == provisioner {
			if err := provide(ctx, client, root, &claim); err != nil {
				return err
			}
		}
	}
	volumes, err := client.CoreV1().PersistentVolumes().List(ctx, meta.ListOptions{})
	if err != nil {
		return err
	}
	for _, volume := range volumes.Items {
		if volume.Status.Phase == core.VolumeReleased && volume.Annotations[ownerNote] == provisioner {
			if err := os.RemoveAll(filepath.Join(root, volume.Name)); err != nil {
				return err
			}
			if err := client.CoreV1().PersistentVolumes().Delete(ctx, volume.Name, meta.DeleteOptions{}); err != nil {
				return err
			}
		}
	}
	return nil
}

func provide(ctx context.Context, client kubernetes.Interface, root string, claim *core.PersistentVolumeClaim) error {
	name := fmt.Sprintf("pvc-%s", claim.UID)
	folder := filepath.Join(root, name)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	if err := os.Chmod(folder, 0o777); err != nil { // the kubelet sets no group on folders of the machine
		return err
	}
	kind := core.HostPathDirectory
	_, err := client.CoreV1().PersistentVolumes().Create(ctx, &core.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{Name: name, Annotations: map[string]string{ownerNote: provisioner}},
		Spec: core.PersistentVolumeSpec{
			Capacity:                      claim.Spec.Resources.Requests,
			AccessModes:                   claim.Spec.AccessModes,
			StorageClassName:              *claim.Spec.StorageClassName,
			PersistentVolumeReclaimPolicy: core.PersistentVolumeReclaimDelete,
			ClaimRef: &core.ObjectReference{
				Kind: "PersistentVolumeClaim", APIVersion: "v1", UID: claim.UID,
				Namespace: claim.Namespace, Name: claim.Name, ResourceVersion: claim.ResourceVersion,
			},
			PersistentVolumeSource: core.PersistentVolumeSource{
				HostPath: &core.HostPathVolumeSource{Path: folder, Type: &kind},
			},
		},
	}, meta.CreateOptions{})
	if errors.IsAlreadyExists(err) {
		return nil
	}
	return err
}
