package server

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
)

// StartEtcd runs an etcd inside this process where --storage=memory asks for it. It listens on sockets in its own
// directory, which only this user can open.
func (o *Options) StartEtcd() (stop func(), err error) {
	if o.Storage != storageMemory {
		return func() {}, nil
	}
	sockets, err := os.MkdirTemp("", "etcd-")
	if err != nil {
		return nil, err
	}
	config := embed.NewConfig()
	config.Dir = o.DataDir
	if config.Dir == "" {
		config.Dir = filepath.Join(sockets, "data")
		config.UnsafeNoFsync = true
	}
	client := url.URL{Scheme: "unix", Path: filepath.Join(sockets, "client")}
	peer := url.URL{Scheme: "unix", Path: filepath.Join(sockets, "peer")}
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	config.LogLevel = "panic" // its errors are those of the requests
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		_ = os.RemoveAll(sockets)
		return nil, fmt.Errorf("etcd inside this process: %w", err)
	}
	stop = func() {
		etcd.Close()
		_ = os.RemoveAll(sockets)
	}
	select {
	case <-etcd.Server.ReadyNotify():
	case <-time.After(time.Minute):
		stop()
		return nil, fmt.Errorf("etcd inside this process was not ready in time")
	}
	o.Recommended.Etcd.StorageConfig.Transport.ServerList = []string{client.String()}
	return stop, nil
}
