package server

import (
	"errors"
	"os"

	"k8s.io/client-go/rest"
)

// The values of --storage.
const (
	storageEtcd   = "etcd"
	storageMemory = "memory"
)

// The values of --authorization-mode.
const (
	modeWebhook       = "Webhook"
	modeSystemMasters = "SystemMasters"
	modeAlwaysAllow   = "AlwaysAllow"
)

func isFile(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func inCluster() bool {
	_, err := rest.InClusterConfig()
	return !errors.Is(err, rest.ErrNotInCluster)
}
