package server

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"go.etcd.io/etcd/server/v3/etcdserver/api/v3client"
)

// startEtcd runs an etcd inside this process. It listens on sockets in its own directory, which only this user can open.
// Without a directory its data go with it.
func startEtcd(dataDir string) (address string, stop func(), err error) {
	sockets, err := os.MkdirTemp("", "etcd-")
	if err != nil {
		return "", nil, err
	}
	config := embed.NewConfig()
	config.Dir = dataDir
	if config.Dir == "" {
		config.Dir = filepath.Join(sockets, "data")
		config.UnsafeNoFsync = true
	}
	client := url.URL{Scheme: "unix", Path: filepath.Join(sockets, "client")}
	peer := url.URL{Scheme: "unix", Path: filepath.Join(sockets, "peer")}
	config.ListenClientUrls, config.ListenPeerUrls = []url.URL{client}, []url.URL{peer}
	// Advertised to other members, of which there are none; etcd 3.6 takes no socket here.
	advertised := []url.URL{{Scheme: "http", Host: "localhost:2380"}}
	config.AdvertiseClientUrls, config.AdvertisePeerUrls = advertised, advertised
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	config.LogLevel = "panic" // its errors are those of the requests
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		_ = os.RemoveAll(sockets)
		return "", nil, fmt.Errorf("etcd inside this process: %w", err)
	}
	stop = func() {
		closed := make(chan struct{})
		go func() {
			etcd.Close()
			close(closed)
		}()
		// It waits for its own requests to end, without a limit. What it acknowledged is on the disk already.
		select {
		case <-closed:
		case <-time.After(20 * time.Second):
		}
		_ = os.RemoveAll(sockets)
	}
	select {
	case <-etcd.Server.ReadyNotify():
	case <-time.After(time.Minute):
		stop()
		return "", nil, fmt.Errorf("etcd inside this process was not ready in time")
	}
	if err := begin(etcd); err != nil {
		stop()
		return "", nil, fmt.Errorf("etcd inside this process: %w", err)
	}
	return client.String(), stop, nil
}

// begin makes a revision: watches from before the first one that a server has seen are told that they are too old.
func begin(etcd *embed.Etcd) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	_, err := v3client.New(etcd.Server).Put(ctx, "started", time.Now().Format(time.RFC3339))
	return err
}
