/** Modules that come with Swift's toolchain or with Apple's systems. */
export const swiftSystemModules: ReadonlySet<string> = new Set(
  `Swift _Concurrency _StringProcessing _Differentiation Distributed RegexBuilder Observation Synchronization Cxx CxxStdlib
  Foundation FoundationEssentials FoundationInternationalization FoundationNetworking FoundationXML Dispatch XCTest Testing
  PackageDescription PackagePlugin CompilerPluginSupport Darwin Glibc Musl Android Bionic WinSDK CRT ucrt WASILibc ObjectiveC
  os OSLog System simd Accelerate AppKit UIKit SwiftUI SwiftData WatchKit WidgetKit Combine OpenCombine CoreData CoreFoundation
  CoreGraphics CoreImage CoreLocation CoreML CoreMedia CoreMotion CoreText CoreVideo CoreAudio CoreAudioKit CoreBluetooth
  CoreHaptics CoreMIDI CoreNFC CoreServices CoreSpotlight CoreTelephony CoreTransferable CoreWLAN CFNetwork Network
  NetworkExtension Security SecurityInterface LocalAuthentication CryptoKit CryptoTokenKit CommonCrypto DeviceCheck
  SystemConfiguration MobileCoreServices UniformTypeIdentifiers QuartzCore QuickLook QuickLookUI Metal MetalKit
  MetalPerformanceShaders SceneKit SpriteKit GameKit GameplayKit GameController RealityKit ARKit ModelIO AVFoundation AVKit
  AVFAudio AudioToolbox MediaPlayer MusicKit Photos PhotosUI VideoToolbox Vision VisionKit ImageIO PDFKit PencilKit WebKit
  SafariServices JavaScriptCore MapKit MessageUI Messages Contacts ContactsUI EventKit EventKitUI AddressBook UserNotifications
  UserNotificationsUI NotificationCenter CloudKit StoreKit PassKit HealthKit HomeKit AppIntents Intents IntentsUI Charts
  TipKit ActivityKit BackgroundTasks CallKit PushKit ClockKit Cocoa Carbon IOKit Speech NaturalLanguage SoundAnalysis
  MultipeerConnectivity ExternalAccessory AuthenticationServices LinkPresentation MetricKit ScreenSaver ServiceManagement
  SQLite3 zlib Playgrounds PlaygroundSupport DeveloperToolsSupport Accessibility AdSupport AppTrackingTransparency`
    .split(/\s+/)
    .filter((name) => name !== ''),
);
