<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AddDevicePage</name>
    <message>
        <source>Add a device</source>
        <translation>Gerät hinzufügen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Scan the screen</source>
        <translation>Bildschirm lesen</translation>
    </message>
    <message>
        <source>A code that is shown on this computer</source>
        <translation>Ein Code, der auf diesem Computer zu sehen ist</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>Bild auswählen …</translation>
    </message>
    <message>
        <source>A photo or a screenshot of the code</source>
        <translation>Ein Foto oder Bildschirmfoto des Codes</translation>
    </message>
    <message>
        <source>Use the picture that was copied</source>
        <translation>Kopiertes Bild verwenden</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>Aus der Zwischenablage</translation>
    </message>
    <message>
        <source>Text of the code</source>
        <translation>Text des Codes</translation>
    </message>
    <message>
        <source>Paste it here</source>
        <translation>Hier einfügen</translation>
    </message>
    <message>
        <source>Use this text</source>
        <translation>Diesen Text verwenden</translation>
    </message>
    <message>
        <source>Asking the service what it saw of that device</source>
        <translation>Der Dienst wird gefragt, was er von dem Gerät weiß</translation>
    </message>
    <message>
        <source>Choose another way</source>
        <translation>Anderen Weg wählen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>On the other device, open Devices and choose “Show this computer’s code”. Then bring that code here.</source>
        <translation>Öffnen Sie auf dem anderen Gerät „Geräte“ und wählen Sie „Code dieses Computers“. Bringen Sie den Code dann hierher.</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
    <message>
        <source>There are several codes in this picture</source>
        <translation>In diesem Bild sind mehrere Codes</translation>
    </message>
    <message>
        <source>Choose the one with the key that the other device shows.</source>
        <translation>Wählen Sie den mit dem Schlüssel, den das andere Gerät zeigt.</translation>
    </message>
    <message>
        <source>It signs in by itself in a moment.</source>
        <translation>Es meldet sich gleich von selbst an.</translation>
    </message>
    <message>
        <source>“{name}” is trusted now</source>
        <translation>„{name}“ ist jetzt vertraut</translation>
    </message>
    <message>
        <source>Key {print}</source>
        <translation>Schlüssel {print}</translation>
    </message>
    <message>
        <source>Picture of the code</source>
        <translation>Bild des Codes</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.bmp *.webp *.gif)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.bmp *.webp *.gif)</translation>
    </message>
</context>
<context>
    <name>ApprovalWaitPage</name>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>Use a code instead</source>
        <translation>Lieber einen Code</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Approve on another device</source>
        <translation>Auf anderem Gerät genehmigen</translation>
    </message>
    <message>
        <source>Open {app} on one of them.</source>
        <translation>Öffnen Sie {app} auf einem davon.</translation>
    </message>
    <message>
        <source>We asked the devices that {who} trusts.</source>
        <translation>Wir haben die Geräte gefragt, denen {who} vertraut.</translation>
    </message>
    <message>
        <source>Choose the request from {strong}.</source>
        <translation>Wählen Sie die Anfrage von {strong}.</translation>
    </message>
    <message>
        <source>Type this number there:</source>
        <translation>Geben Sie dort diese Zahl ein:</translation>
    </message>
    <message>
        <source>Type it only on your own device. Don’t read it out to anyone.</source>
        <translation>Nur auf dem eigenen Gerät eingeben. Niemandem vorlesen.</translation>
    </message>
    <message>
        <source>Approve it there.</source>
        <translation>Genehmigen Sie sie dort.</translation>
    </message>
    <message>
        <source>This service gives no number to compare.</source>
        <translation>Dieser Dienst gibt keine Zahl zum Vergleichen.</translation>
    </message>
    <message>
        <source>Approve it only on your own device.</source>
        <translation>Nur auf dem eigenen Gerät genehmigen.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>übrig</translation>
    </message>
    <message>
        <source>Ask again in {time}</source>
        <translation>Erneut fragen in {time}</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt …</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>Time left</source>
        <translation>Verbleibende Zeit</translation>
    </message>
</context>
<context>
    <name>BrowserWaitPage</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Go on in your browser</source>
        <translation>Weiter im Browser</translation>
    </message>
    <message>
        <source>Its page has opened there. Look at the address before you type anything. This window goes on by itself when you have signed in.</source>
        <translation>Die Seite ist dort geöffnet. Prüfen Sie die Adresse, bevor Sie etwas eingeben. Nach der Anmeldung geht es hier von selbst weiter.</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>Noch {time}</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Renewals</source>
        <translation>Erneuerungen</translation>
    </message>
    <message numerus="yes">
        <source>No renewals in the last %n days.</source>
        <translation>
            <numerusform>Keine Erneuerungen am letzten Tag.</numerusform>
            <numerusform>Keine Erneuerungen in den letzten %n Tagen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Renewals in the last %n days: on time {on_time}, after waiting for the network {waited}, failed {failed}.</source>
        <translation>
            <numerusform>Erneuerungen am letzten Tag: pünktlich {on_time}, nach Warten auf das Netz {waited}, gescheitert {failed}.</numerusform>
            <numerusform>Erneuerungen in den letzten %n Tagen: pünktlich {on_time}, nach Warten auf das Netz {waited}, gescheitert {failed}.</numerusform>
        </translation>
    </message>
    <message>
        <source>No renewals yet</source>
        <translation>Noch keine Erneuerungen</translation>
    </message>
    <message>
        <source>on time</source>
        <translation>pünktlich</translation>
    </message>
    <message>
        <source>waited</source>
        <translation>gewartet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
</context>
<context>
    <name>ClaimsList</name>
    <message>
        <source>Access token claims</source>
        <translation>Angaben im Zugriffstoken</translation>
    </message>
    <message>
        <source>Ctrl+C copies the value of a row</source>
        <translation>Strg+C kopiert den Wert einer Zeile</translation>
    </message>
</context>
<context>
    <name>CodeBoxes</name>
    <message numerus="yes">
        <source>Code, %n digits</source>
        <translation>
            <numerusform>Code, %n Ziffer</numerusform>
            <numerusform>Code, %n Ziffern</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste code</source>
        <translation>Code einfügen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Paste code</source>
        <translation>Code einfügen</translation>
    </message>
    <message>
        <source>Change the address</source>
        <translation>Adresse ändern</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Enter the code</source>
        <translation>Code eingeben</translation>
    </message>
    <message>
        <source>It didn’t arrive?</source>
        <translation>Nicht angekommen?</translation>
    </message>
    <message>
        <source>Look in the spam folder for “Your code is”</source>
        <translation>Im Spam-Ordner nach „Your code is“ suchen</translation>
    </message>
    <message>
        <source>Change the number</source>
        <translation>Nummer ändern</translation>
    </message>
    <message>
        <source>Change the number or the way</source>
        <translation>Nummer oder Weg ändern</translation>
    </message>
    <message>
        <source>That code doesn’t match.</source>
        <translation>Dieser Code passt nicht.</translation>
    </message>
    <message>
        <source>You can ask again at {time}.</source>
        <translation>Sie können um {time} erneut fragen.</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>Noch {time}</translation>
    </message>
    <message>
        <source>This code has run out.</source>
        <translation>Dieser Code ist abgelaufen.</translation>
    </message>
    <message>
        <source>Send again in {time}</source>
        <translation>Erneut senden in {time}</translation>
    </message>
    <message>
        <source>Send a new one</source>
        <translation>Neuen senden</translation>
    </message>
    <message>
        <source>We sent a code by {channel} to {place}.</source>
        <translation>Wir haben einen Code per {channel} an {place} gesendet.</translation>
    </message>
    <message>
        <source>We sent six digits to {place}.</source>
        <translation>Wir haben sechs Ziffern an {place} gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>We sent %n digits to {place}.</source>
        <translation>
            <numerusform>Wir haben %n Ziffer an {place} gesendet.</numerusform>
            <numerusform>Wir haben %n Ziffern an {place} gesendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempts left.</source>
        <translation>
            <numerusform>Noch %n Versuch.</numerusform>
            <numerusform>Noch %n Versuche.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempts left</source>
        <translation>
            <numerusform>Noch %n Versuch</numerusform>
            <numerusform>Noch %n Versuche</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Service address</source>
        <translation>Adresse des Dienstes</translation>
    </message>
    <message>
        <source>API key id</source>
        <translation>API-Schlüssel-ID</translation>
    </message>
    <message>
        <source>Whoever runs the service gives you both. The id is no secret.</source>
        <translation>Beides gibt Ihnen der Betreiber des Dienstes. Die ID ist nicht geheim.</translation>
    </message>
    <message>
        <source>Name in this app</source>
        <translation>Name in dieser App</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Connect to a service</source>
        <translation>Mit einem Dienst verbinden</translation>
    </message>
    <message>
        <source>It is asked at once, and nothing is sent but the id.</source>
        <translation>Er wird sofort gefragt; gesendet wird nur die ID.</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>Der Dienst wird gefragt …</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n requests waiting</source>
        <translation>
            <numerusform>%n Anfrage wartet</numerusform>
            <numerusform>%n Anfragen warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests to sign in are waiting</source>
        <translation>
            <numerusform>%n Anmeldeanfrage wartet</numerusform>
            <numerusform>%n Anmeldeanfragen warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more requests…</source>
        <translation>
            <numerusform>%n weitere Anfrage …</numerusform>
            <numerusform>%n weitere Anfragen …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times since {time}, all on time</source>
        <translation>
            <numerusform>%n Mal seit {time}, pünktlich</numerusform>
            <numerusform>%n Mal seit {time}, alle pünktlich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times since {time}, {late} after waiting</source>
        <translation>
            <numerusform>%n Mal seit {time}, {late} nach Warten</numerusform>
            <numerusform>%n Mal seit {time}, {late} nach Warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds left</source>
        <translation>
            <numerusform>Noch %n Sekunde</numerusform>
            <numerusform>Noch %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>days left</source>
        <translation>
            <numerusform>Tag übrig</numerusform>
            <numerusform>Tage übrig</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Add a device</source>
        <translation>Gerät hinzufügen</translation>
    </message>
    <message>
        <source>Other devices you trust</source>
        <translation>Weitere Geräte, denen Sie vertrauen</translation>
    </message>
    <message>
        <source>Lost a device? Remove it here. From that moment it can’t sign you in.</source>
        <translation>Gerät verloren? Hier entfernen. Von da an kann es Sie nicht mehr anmelden.</translation>
    </message>
    <message>
        <source>Your other devices show up here once you are signed in and this computer is trusted.</source>
        <translation>Ihre anderen Geräte erscheinen hier, sobald Sie angemeldet sind und dieser Computer vertraut ist.</translation>
    </message>
    <message>
        <source>No other device</source>
        <translation>Kein weiteres Gerät</translation>
    </message>
    <message>
        <source>Add one, so that you can get in when this computer can’t.</source>
        <translation>Fügen Sie eines hinzu, damit Sie auch ohne diesen Computer hineinkommen.</translation>
    </message>
    <message>
        <source>The service is asked for your devices.</source>
        <translation>Der Dienst wird nach Ihren Geräten gefragt.</translation>
    </message>
    <message>
        <source>They show up when the service has answered.</source>
        <translation>Sie erscheinen, wenn der Dienst geantwortet hat.</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message>
        <source>Device {print}</source>
        <translation>Gerät {print}</translation>
    </message>
    <message>
        <source>{name}, key {print}</source>
        <translation>{name}, Schlüssel {print}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Added {day} with a code</source>
        <translation>Hinzugefügt {day} mit einem Code</translation>
    </message>
    <message>
        <source>Added {day} from this computer</source>
        <translation>Hinzugefügt {day} von diesem Computer</translation>
    </message>
    <message>
        <source>Added {day} from {device}</source>
        <translation>Hinzugefügt {day} von {device}</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>nie benutzt</translation>
    </message>
    <message>
        <source>used {when}</source>
        <translation>benutzt {when}</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>(its own claim)</source>
        <translation>(sagt es selbst)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>(seen by the service)</source>
        <translation>(vom Dienst gesehen)</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Not told by the service</source>
        <translation>Vom Dienst nicht genannt</translation>
    </message>
</context>
<context>
    <name>FoundServiceCard</name>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Codes by</source>
        <translation>Codes per</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Sein Schlüssel</translation>
    </message>
    <message>
        <source>strict: rotates and signs as it should</source>
        <translation>strict: erneuert und signiert, wie es soll</translation>
    </message>
    <message>
        <source>published: older rules with known weaknesses</source>
        <translation>published: ältere Regeln mit bekannten Schwächen</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Find in history</source>
        <translation>Im Verlauf suchen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Sign-ins</source>
        <translation>Anmeldungen</translation>
    </message>
    <message>
        <source>Renewals</source>
        <translation>Erneuerungen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>What this computer did in the last 90 days. A record for you, not evidence.</source>
        <translation>Was dieser Computer in den letzten 90 Tagen getan hat. Eine Notiz für Sie, kein Beweis.</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>Verlauf wird gelesen</translation>
    </message>
    <message>
        <source>It shows up in a moment.</source>
        <translation>Er erscheint gleich.</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>Sign-ins, renewals and decisions of this computer show up here.</source>
        <translation>Anmeldungen, Erneuerungen und Entscheidungen dieses Computers erscheinen hier.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Try another word, or show all.</source>
        <translation>Versuchen Sie ein anderes Wort, oder zeigen Sie alle.</translation>
    </message>
    <message>
        <source>As CSV…</source>
        <translation>Als CSV …</translation>
    </message>
    <message>
        <source>As JSON…</source>
        <translation>Als JSON …</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Verlauf exportieren</translation>
    </message>
    <message>
        <source>history</source>
        <translation>verlauf</translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message>
        <source>Inbox of the demo</source>
        <translation>Posteingang der Demo</translation>
    </message>
    <message>
        <source>Mail from the service on this computer</source>
        <translation>Post vom Dienst auf diesem Computer</translation>
    </message>
    <message>
        <source>A code shows up here as soon as you ask for one.</source>
        <translation>Sobald Sie einen Code anfordern, erscheint er hier.</translation>
    </message>
    <message>
        <source>No mail yet</source>
        <translation>Noch keine Post</translation>
    </message>
</context>
<context>
    <name>InvitationPage</name>
    <message>
        <source>Invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>Der Dienst wird gefragt …</translation>
    </message>
    <message>
        <source>Invitations that wait behind this one: {count}</source>
        <translation>Weitere wartende Einladungen: {count}</translation>
    </message>
    <message>
        <source>Go to “{name}”</source>
        <translation>Zu „{name}“</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>Ask this service</source>
        <translation>Diesen Dienst fragen</translation>
    </message>
    <message>
        <source>File or picture of the invitation</source>
        <translation>Datei oder Bild der Einladung</translation>
    </message>
</context>
<context>
    <name>InvitedCard</name>
    <message>
        <source>This invitation leads to</source>
        <translation>Diese Einladung führt zu</translation>
    </message>
    <message>
        <source>Calls itself</source>
        <translation>Nennt sich</translation>
    </message>
    <message>
        <source>API key id</source>
        <translation>API-Schlüssel-ID</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Sein Schlüssel</translation>
    </message>
    <message>
        <source>It shows the key that the link names.</source>
        <translation>Er zeigt den Schlüssel, den der Link nennt.</translation>
    </message>
    <message>
        <source>Nothing was sent to it so far.</source>
        <translation>Bisher wurde nichts an ihn gesendet.</translation>
    </message>
    <message>
        <source>Look closely at this address</source>
        <translation>Sehen Sie sich diese Adresse genau an</translation>
    </message>
    <message>
        <source>It does not say</source>
        <translation>Sagt er nicht</translation>
    </message>
    <message>
        <source>So the link says; anybody can write that.</source>
        <translation>Das sagt der Link; schreiben kann das jeder.</translation>
    </message>
    <message>
        <source>It names none</source>
        <translation>Er nennt keinen</translation>
    </message>
    <message>
        <source>The link names it. If the service shows another one, it is refused.</source>
        <translation>Der Link nennt ihn. Zeigt der Dienst einen anderen, wird er abgelehnt.</translation>
    </message>
    <message>
        <source>Compare what the service shows with what you were told.</source>
        <translation>Vergleichen Sie, was der Dienst zeigt, mit dem, was man Ihnen gesagt hat.</translation>
    </message>
    <message>
        <source>It names another key than yours</source>
        <translation>Er nennt einen anderen Schlüssel als Ihren</translation>
    </message>
    <message>
        <source>You have this service as “{name}”, which stays as it is. Ask whoever sent the link, by another way.</source>
        <translation>Sie haben diesen Dienst als „{name}“; das bleibt, wie es ist. Fragen Sie den Absender des Links auf anderem Weg.</translation>
    </message>
    <message>
        <source>You have this service already</source>
        <translation>Sie haben diesen Dienst schon</translation>
    </message>
    <message>
        <source>As “{name}”. It stays as it is.</source>
        <translation>Als „{name}“. Das bleibt, wie es ist.</translation>
    </message>
</context>
<context>
    <name>KeystoreChoicePage</name>
    <message>
        <source>Use the keystore that is here now</source>
        <translation>Jetzigen Schlüsselbund verwenden</translation>
    </message>
    <message>
        <source>What the other one holds comes along if it opens. If not, you sign in again.</source>
        <translation>Was im anderen ist, kommt mit, wenn er aufgeht. Sonst melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Keep it in the system’s keystore</source>
        <translation>Im Schlüsselbund des Systems aufbewahren</translation>
    </message>
    <message>
        <source>It opens when you log in. Nothing to type here.</source>
        <translation>Er öffnet sich mit Ihrer Systemanmeldung. Hier ist nichts einzugeben.</translation>
    </message>
    <message>
        <source>Keep it in memory</source>
        <translation>Im Arbeitsspeicher aufbewahren</translation>
    </message>
    <message>
        <source>Gone when you quit. Other programs can’t ask for a token.</source>
        <translation>Beim Beenden weg. Andere Programme bekommen kein Token.</translation>
    </message>
    <message>
        <source>Keep it in a vault file</source>
        <translation>In einer Tresordatei aufbewahren</translation>
    </message>
    <message>
        <source>Encrypted under a passphrase that you type at each start.</source>
        <translation>Verschlüsselt mit einer Passphrase, die Sie bei jedem Start eingeben.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>Noch einmal dieselbe</translation>
    </message>
    <message>
        <source>Make the vault file</source>
        <translation>Tresordatei anlegen</translation>
    </message>
    <message>
        <source>Where should your session be kept?</source>
        <translation>Wo soll Ihre Sitzung aufbewahrt werden?</translation>
    </message>
    <message>
        <source>It is in memory until you quit, and comes along.</source>
        <translation>Sie ist bis zum Beenden im Arbeitsspeicher und kommt mit.</translation>
    </message>
    <message>
        <source>Nothing is written before you choose.</source>
        <translation>Bevor Sie wählen, wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>The system’s keystore is not there. Nothing is written before you choose.</source>
        <translation>Der Schlüsselbund des Systems ist nicht da. Bevor Sie wählen, wird nichts geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n characters. Four words make a good one.</source>
        <translation>
            <numerusform>Mindestens %n Zeichen. Vier Wörter sind eine gute.</numerusform>
            <numerusform>Mindestens %n Zeichen. Vier Wörter sind eine gute.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Die beiden sind nicht gleich.</translation>
    </message>
</context>
<context>
    <name>LookRow</name>
    <message>
        <source>{when}, {host} knew none. It is asked once a day.</source>
        <translation>{when} kannte {host} keine. Gefragt wird einmal am Tag.</translation>
    </message>
    <message>
        <source>Asks {host} once a day. Nothing about you is sent, and nothing installs by itself.</source>
        <translation>Fragt {host} einmal am Tag. Nichts über Sie wird gesendet, nichts installiert sich von selbst.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Starting the service on this computer…</source>
        <translation>Der Dienst auf diesem Computer startet …</translation>
    </message>
    <message>
        <source>Profile “{name}” removed.</source>
        <translation>Profil „{name}“ entfernt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>NameOfProfile</name>
    <message>
        <source>Name in this app</source>
        <translation>Name in dieser App</translation>
    </message>
    <message>
        <source>There is a profile “{name}” already.</source>
        <translation>Es gibt schon ein Profil „{name}“.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>NewDevice</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Is this your device?</source>
        <translation>Ist das Ihr Gerät?</translation>
    </message>
    <message>
        <source>Type the six digits that it shows</source>
        <translation>Geben Sie die sechs Ziffern ein, die es zeigt</translation>
    </message>
    <message>
        <source>Only if you hold it yourself right now.</source>
        <translation>Nur wenn Sie es gerade selbst in der Hand haben.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Unnamed device</source>
        <translation>Gerät ohne Namen</translation>
    </message>
    <message>
        <source>What it calls itself: its own claim</source>
        <translation>Wie es sich selbst nennt</translation>
    </message>
    <message>
        <source>The service tells nothing of it. Compare the key.</source>
        <translation>Der Dienst sagt nichts dazu. Vergleichen Sie den Schlüssel.</translation>
    </message>
    <message>
        <source>{address}, as the service saw it</source>
        <translation>{address}, wie der Dienst es sah</translation>
    </message>
    <message>
        <source>not known to the service</source>
        <translation>dem Dienst nicht bekannt</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>Noch {time}</translation>
    </message>
    <message>
        <source>That code has run out. Show a new one on the other device.</source>
        <translation>Dieser Code ist abgelaufen. Zeigen Sie auf dem anderen Gerät einen neuen.</translation>
    </message>
</context>
<context>
    <name>NewerRow</name>
    <message>
        <source>See what’s new</source>
        <translation>Neuerungen ansehen</translation>
    </message>
    <message>
        <source>Version {version} is out</source>
        <translation>Version {version} ist da</translation>
    </message>
    <message>
        <source>Since {day}. Opens {host} in the browser.</source>
        <translation>Seit {day}. Öffnet {host} im Browser.</translation>
    </message>
</context>
<context>
    <name>OwnDeviceWay</name>
    <message>
        <source>Sign in with this computer</source>
        <translation>Mit diesem Computer anmelden</translation>
    </message>
    <message>
        <source>or with a code</source>
        <translation>oder mit einem Code</translation>
    </message>
    <message>
        <source>As {who}, without a code</source>
        <translation>Als {who}, ohne Code</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung läuft …</translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message>
        <source>{place}, {count} waiting</source>
        <translation>{place}, {count} wartend</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>Connect to a service…</source>
        <translation>Mit einem Dienst verbinden …</translation>
    </message>
    <message>
        <source>Open an invitation…</source>
        <translation>Einladung öffnen …</translation>
    </message>
    <message>
        <source>Try it on this computer</source>
        <translation>Auf diesem Computer ausprobieren</translation>
    </message>
    <message>
        <source>Remove “{name}”</source>
        <translation>„{name}“ entfernen</translation>
    </message>
</context>
<context>
    <name>ProfileSwitcher</name>
    <message>
        <source>Profile {name}</source>
        <translation>Profil {name}</translation>
    </message>
</context>
<context>
    <name>RequestDecision</name>
    <message>
        <source>Number, 2 digits</source>
        <translation>Zahl, 2 Ziffern</translation>
    </message>
    <message>
        <source>Closing the window decides nothing.</source>
        <translation>Das Schließen des Fensters entscheidet nichts.</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Genehmigen</translation>
    </message>
    <message>
        <source>{time} left to decide</source>
        <translation>Noch {time} zum Entscheiden</translation>
    </message>
    <message>
        <source>Telling the service…</source>
        <translation>Dem Dienst wird es gesagt …</translation>
    </message>
    <message>
        <source>Type the number that device shows</source>
        <translation>Geben Sie die Zahl ein, die das Gerät zeigt</translation>
    </message>
    <message>
        <source>Only if you are signing in there yourself right now.</source>
        <translation>Nur wenn Sie sich dort gerade selbst anmelden.</translation>
    </message>
    <message>
        <source>That device shows no number</source>
        <translation>Dieses Gerät zeigt keine Zahl</translation>
    </message>
    <message>
        <source>Approve only if you are signing in there yourself right now.</source>
        <translation>Genehmigen Sie nur, wenn Sie sich dort gerade selbst anmelden.</translation>
    </message>
    <message>
        <source>This request can’t be approved</source>
        <translation>Diese Anfrage lässt sich nicht genehmigen</translation>
    </message>
    <message>
        <source>The service’s signature of it is wrong: it may have been changed on its way. Deny it, and ask whoever runs the service.</source>
        <translation>Die Signatur des Dienstes ist falsch: Unterwegs kann sie verändert worden sein. Lehnen Sie ab und fragen Sie den Betreiber des Dienstes.</translation>
    </message>
    <message>
        <source>wanted to sign in as {who}</source>
        <translation>wollte sich als {who} anmelden</translation>
    </message>
    <message>
        <source>wants to sign in as {who}</source>
        <translation>möchte sich als {who} anmelden</translation>
    </message>
</context>
<context>
    <name>RequestList</name>
    <message>
        <source>Sign-in requests</source>
        <translation>Anmeldeanfragen</translation>
    </message>
</context>
<context>
    <name>RequestsPage</name>
    <message>
        <source>Sign-in requests</source>
        <translation>Anmeldeanfragen</translation>
    </message>
    <message>
        <source>Nobody is asking</source>
        <translation>Niemand fragt</translation>
    </message>
    <message>
        <source>Choose a request to see how it ended.</source>
        <translation>Wählen Sie eine Anfrage, um zu sehen, wie sie ausging.</translation>
    </message>
    <message>
        <source>Requests from other devices show up here.</source>
        <translation>Anfragen von anderen Geräten erscheinen hier.</translation>
    </message>
    <message>
        <source>See decided requests</source>
        <translation>Entschiedene ansehen</translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>Time left</source>
        <translation>Verbleibende Zeit</translation>
    </message>
</context>
<context>
    <name>ScreenedPage</name>
    <message>
        <source>Hidden while you were away</source>
        <translation>Verborgen, während Sie weg waren</translation>
    </message>
    <message>
        <source>Sessions are kept and renewed meanwhile.</source>
        <translation>Sitzungen werden inzwischen aufbewahrt und erneuert.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>SessionPage</name>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Copy access token</source>
        <translation>Zugriffstoken kopieren</translation>
    </message>
    <message>
        <source>Renew now</source>
        <translation>Jetzt erneuern</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Renewals</source>
        <translation>Erneuerungen</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>letzte 7 Tage</translation>
    </message>
    <message>
        <source>Access token claims</source>
        <translation>Angaben im Zugriffstoken</translation>
    </message>
    <message>
        <source>Claims are in the keystore</source>
        <translation>Die Angaben sind im Schlüsselbund</translation>
    </message>
    <message>
        <source>Unlock it to see what the access token says.</source>
        <translation>Entsperren Sie ihn, um zu sehen, was im Zugriffstoken steht.</translation>
    </message>
    <message>
        <source>Reading the keystore</source>
        <translation>Schlüsselbund wird gelesen</translation>
    </message>
    <message>
        <source>Claims show up when it has answered.</source>
        <translation>Die Angaben erscheinen, wenn er geantwortet hat.</translation>
    </message>
    <message>
        <source>No access token</source>
        <translation>Kein Zugriffstoken</translation>
    </message>
    <message>
        <source>Sign in to see what one says.</source>
        <translation>Melden Sie sich an, um eines zu sehen.</translation>
    </message>
    <message>
        <source>Renewed. Valid until {time}.</source>
        <translation>Erneuert. Gültig bis {time}.</translation>
    </message>
    <message>
        <source>This computer is trusted now.</source>
        <translation>Dieser Computer ist jetzt vertraut.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out everywhere…</source>
        <translation>Überall abmelden …</translation>
    </message>
    <message>
        <source>Forget this computer…</source>
        <translation>Diesen Computer vergessen …</translation>
    </message>
    <message>
        <source>Keep the session when you quit…</source>
        <translation>Sitzung beim Beenden behalten …</translation>
    </message>
    <message>
        <source>Remove “{name}”</source>
        <translation>„{name}“ entfernen</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Set by {name}</source>
        <translation>Festgelegt von {name}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Start when you log in</source>
        <translation>Beim Anmelden am System starten</translation>
    </message>
    <message>
        <source>Start hidden in the tray</source>
        <translation>Verborgen im Infobereich starten</translation>
    </message>
    <message>
        <source>Notify you of sign-in requests</source>
        <translation>Bei Anmeldeanfragen benachrichtigen</translation>
    </message>
    <message>
        <source>Look for newer versions</source>
        <translation>Nach neueren Versionen sehen</translation>
    </message>
    <message>
        <source>Closing the window keeps it in the tray</source>
        <translation>Beim Schließen im Infobereich bleiben</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Hand out tokens to programs on this computer</source>
        <translation>Token an Programme auf diesem Computer ausgeben</translation>
    </message>
    <message>
        <source>Hide this window when the screen locks or sleeps</source>
        <translation>Fenster bei Bildschirmsperre und Ruhezustand verbergen</translation>
    </message>
    <message>
        <source>Hand out tokens while it is hidden</source>
        <translation>Auch verborgen Token ausgeben</translation>
    </message>
    <message>
        <source>Clear a copied token after</source>
        <translation>Kopiertes Token löschen nach</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nichts angegeben</translation>
    </message>
    <message>
        <source>Further CA certificates</source>
        <translation>Weitere CA-Zertifikate</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>Zurücksetzen …</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>System ({language})</source>
        <translation>System ({language})</translation>
    </message>
    <message>
        <source>In the tray, without a window</source>
        <translation>Im Infobereich, ohne Fenster</translation>
    </message>
    <message>
        <source>When you open it yourself</source>
        <translation>Wenn Sie sie selbst öffnen</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>Diese App</translation>
    </message>
    <message>
        <source>The “token” command and your own tools can ask for one</source>
        <translation>Der Befehl „token“ und eigene Werkzeuge können eines anfordern</translation>
    </message>
    <message>
        <source>Unlocking the screen shows it again</source>
        <translation>Nach dem Entsperren ist es wieder da</translation>
    </message>
    <message>
        <source>On Wayland it can stay longer</source>
        <translation>Unter Wayland kann es länger bleiben</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Programs that take screenshots see this window: this app can’t hide from them.</source>
        <translation>Programme, die Bildschirmfotos machen, sehen dieses Fenster: Davor kann sich die App nicht verbergen.</translation>
    </message>
    <message>
        <source>Never used for a service on this computer</source>
        <translation>Nie für einen Dienst auf diesem Computer</translation>
    </message>
    <message>
        <source>A PEM file, besides the system’s own</source>
        <translation>Eine PEM-Datei, zusätzlich zu denen des Systems</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>What ails this app, with nothing about you in it</source>
        <translation>Was der App fehlt; nichts über Sie steht darin</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Or press F1</source>
        <translation>Oder F1 drücken</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Removes every session, profile, key and file of this app</source>
        <translation>Entfernt alle Sitzungen, Profile, Schlüssel und Dateien dieser App</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Von vorn beginnen</translation>
    </message>
    <message>
        <source>These settings were written by a newer version</source>
        <translation>Diese Einstellungen stammen von einer neueren Version</translation>
    </message>
    <message>
        <source>They are used as far as they are known. Update to change them.</source>
        <translation>Sie gelten, soweit sie bekannt sind. Aktualisieren Sie, um sie zu ändern.</translation>
    </message>
    <message>
        <source>The defaults are in use.</source>
        <translation>Es gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>It was kept as {file}. The defaults are in use.</source>
        <translation>Sie liegt jetzt als {file} da. Es gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>The settings file couldn’t be read</source>
        <translation>Die Datei der Einstellungen war nicht lesbar</translation>
    </message>
    <message>
        <source>A proxy looks like http://proxy.example.com:3128.</source>
        <translation>Ein Proxy sieht so aus: http://proxy.example.com:3128.</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>Zertifikate (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation>Diagnose speichern</translation>
    </message>
    <message>
        <source>diagnostics.json</source>
        <translation>diagnose.json</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShowCodePage</name>
    <message>
        <source>Show this computer’s code</source>
        <translation>Code dieses Computers</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Code of this computer</source>
        <translation>Code dieses Computers</translation>
    </message>
    <message>
        <source>Six digits</source>
        <translation>Sechs Ziffern</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>Andere Adresse</translation>
    </message>
    <message>
        <source>Show the code</source>
        <translation>Code zeigen</translation>
    </message>
    <message>
        <source>For whom is this computer?</source>
        <translation>Für wen ist dieser Computer?</translation>
    </message>
    <message>
        <source>The device that adds it is signed in as the same person.</source>
        <translation>Das Gerät, das ihn hinzufügt, ist für dieselbe Person angemeldet.</translation>
    </message>
    <message>
        <source>On a device you already trust</source>
        <translation>Auf einem Gerät, dem Sie schon vertrauen</translation>
    </message>
    <message>
        <source>Choose {strong} there.</source>
        <translation>Wählen Sie dort {strong}.</translation>
    </message>
    <message>
        <source>Add a device</source>
        <translation>Gerät hinzufügen</translation>
    </message>
    <message>
        <source>Scan this code.</source>
        <translation>Lesen Sie diesen Code ein.</translation>
    </message>
    <message>
        <source>Type these six digits when it asks:</source>
        <translation>Geben Sie auf Nachfrage diese Ziffern ein:</translation>
    </message>
    <message>
        <source>No camera over there? Copy the code and paste it on the other device.</source>
        <translation>Dort keine Kamera? Kopieren Sie den Code und fügen Sie ihn dort ein.</translation>
    </message>
    <message>
        <source>Waiting for the other device</source>
        <translation>Warten auf das andere Gerät</translation>
    </message>
    <message>
        <source>Asking the service</source>
        <translation>Der Dienst wird gefragt</translation>
    </message>
    <message>
        <source>It adds {computer} for {who}.</source>
        <translation>Er fügt {computer} für {who} hinzu.</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>diesen Computer</translation>
    </message>
    <message>
        <source>Its key is {print}.</source>
        <translation>Sein Schlüssel ist {print}.</translation>
    </message>
    <message>
        <source>{time} left, then a new code appears.</source>
        <translation>Noch {time}, dann kommt ein neuer Code.</translation>
    </message>
    <message>
        <source>Code copied. Paste it on the other device.</source>
        <translation>Code kopiert. Fügen Sie ihn auf dem anderen Gerät ein.</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Country of the phone number</source>
        <translation>Land der Telefonnummer</translation>
    </message>
    <message>
        <source>Send the code by</source>
        <translation>Code senden per</translation>
    </message>
    <message>
        <source>Send code</source>
        <translation>Code senden</translation>
    </message>
    <message>
        <source>Use a device you trust</source>
        <translation>Ein vertrautes Gerät verwenden</translation>
    </message>
    <message>
        <source>Continue in the browser</source>
        <translation>Im Browser fortfahren</translation>
    </message>
    <message>
        <source>Leave the demo</source>
        <translation>Demo verlassen</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
    <message>
        <source>Opens {host}</source>
        <translation>Öffnet {host}</translation>
    </message>
    <message>
        <source>Approve on a phone or computer you added</source>
        <translation>Auf einem hinzugefügten Gerät genehmigen</translation>
    </message>
    <message>
        <source>You are signed out here. {host} is told when it answers again.</source>
        <translation>Sie sind hier abgemeldet. {host} erfährt es, sobald er wieder antwortet.</translation>
    </message>
    <message>
        <source>We send a code to you. There is no password.</source>
        <translation>Wir senden Ihnen einen Code. Ein Passwort gibt es nicht.</translation>
    </message>
    <message>
        <source>Send code in {time}</source>
        <translation>Code senden in {time}</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>You can ask again at {time}.</source>
        <translation>Sie können um {time} erneut fragen.</translation>
    </message>
    <message>
        <source>Too many tries.</source>
        <translation>Zu viele Versuche.</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>This service sends codes by e-mail only.</source>
        <translation>Dieser Dienst sendet Codes nur per E-Mail.</translation>
    </message>
    <message>
        <source>{channel} needs a phone number.</source>
        <translation>{channel} braucht eine Telefonnummer.</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} und {other}</translation>
    </message>
    <message>
        <source>{channels} need a phone number.</source>
        <translation>{channels} brauchen eine Telefonnummer.</translation>
    </message>
</context>
<context>
    <name>Signature</name>
    <message>
        <source>Not signed by this service</source>
        <translation>Nicht von diesem Dienst signiert</translation>
    </message>
    <message>
        <source>Signature is wrong</source>
        <translation>Signatur ist falsch</translation>
    </message>
    <message>
        <source>Signature checked</source>
        <translation>Signatur geprüft</translation>
    </message>
</context>
<context>
    <name>StartNotice</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Next renewal</source>
        <translation>Nächste Erneuerung</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Aufbewahrt in</translation>
    </message>
    <message>
        <source>Signed in {when}</source>
        <translation>Angemeldet {when}</translation>
    </message>
    <message>
        <source>Signed in {when} with {how}</source>
        <translation>Angemeldet {when} mit {how}</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>{time}, as last seen</source>
        <translation>{time}, wie zuletzt gesehen</translation>
    </message>
    <message>
        <source>{time}, over</source>
        <translation>{time}, vorbei</translation>
    </message>
    <message>
        <source>after you sign in</source>
        <translation>nach der Anmeldung</translation>
    </message>
    <message>
        <source>after you unlock</source>
        <translation>nach dem Entsperren</translation>
    </message>
    <message>
        <source>once there is a keystore</source>
        <translation>sobald ein Schlüsselbund da ist</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>when the service answers</source>
        <translation>wenn der Dienst antwortet</translation>
    </message>
    <message>
        <source>about {time}, by itself</source>
        <translation>etwa {time}, von selbst</translation>
    </message>
    <message>
        <source>Keystore locked</source>
        <translation>Schlüsselbund gesperrt</translation>
    </message>
</context>
<context>
    <name>ThisComputer</name>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Trusted since {day}</source>
        <translation>Vertraut seit {day}</translation>
    </message>
    <message>
        <source>key {print}</source>
        <translation>Schlüssel {print}</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Ctrl+C copies a row</source>
        <translation>Strg+C kopiert eine Zeile</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Copy access token</source>
        <translation>Zugriffstoken kopieren</translation>
    </message>
    <message>
        <source>Renew now</source>
        <translation>Jetzt erneuern</translation>
    </message>
    <message>
        <source>Open {app}</source>
        <translation>{app} öffnen</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>UnlockVaultPage</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the vault file</source>
        <translation>Tresordatei öffnen</translation>
    </message>
    <message>
        <source>Your session is in it. You are still signed in.</source>
        <translation>Ihre Sitzung ist darin. Sie sind weiterhin angemeldet.</translation>
    </message>
</context>
<context>
    <name>WaysToOpen</name>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>It begins with cotter-authenticator://</source>
        <translation>Er beginnt mit cotter-authenticator://</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei auswählen …</translation>
    </message>
    <message>
        <source>With the link, or a picture of it</source>
        <translation>Mit dem Link oder einem Bild davon</translation>
    </message>
    <message>
        <source>Use what was copied</source>
        <translation>Kopiertes verwenden</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>Aus der Zwischenablage</translation>
    </message>
    <message>
        <source>Somebody sent you a link or a file. Opening it sends nothing.</source>
        <translation>Jemand hat Ihnen einen Link oder eine Datei geschickt. Beim Öffnen wird nichts gesendet.</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Connect to a service</source>
        <translation>Mit einem Dienst verbinden</translation>
    </message>
    <message>
        <source>With its address and an API key id</source>
        <translation>Mit seiner Adresse und einer API-Schlüssel-ID</translation>
    </message>
    <message>
        <source>Open an invitation</source>
        <translation>Einladung öffnen</translation>
    </message>
    <message>
        <source>Someone sent you a link or a file</source>
        <translation>Jemand hat einen Link oder eine Datei geschickt</translation>
    </message>
    <message>
        <source>Try it on this computer</source>
        <translation>Auf diesem Computer ausprobieren</translation>
    </message>
    <message>
        <source>Starts a small service here. Nothing is kept when you quit</source>
        <translation>Startet hier einen kleinen Dienst. Beim Beenden bleibt nichts</translation>
    </message>
    <message>
        <source>Tokens go to your system’s keystore, never to a plain file.</source>
        <translation>Token kommen in den Schlüsselbund des Systems, nie in eine offene Datei.</translation>
    </message>
    <message>
        <source>Sign in without a password</source>
        <translation>Ohne Passwort anmelden</translation>
    </message>
    <message>
        <source>With a code sent to you.</source>
        <translation>Mit einem zugesandten Code.</translation>
    </message>
    <message>
        <source>Starting the service on this computer…</source>
        <translation>Der Dienst auf diesem Computer startet …</translation>
    </message>
</context>
<context>
    <name>channels</name>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Telefonnummer</translation>
    </message>
    <message>
        <source>E-mail address or phone number</source>
        <translation>E-Mail-Adresse oder Telefonnummer</translation>
    </message>
    <message>
        <source>Type your e-mail address.</source>
        <translation>Geben Sie Ihre E-Mail-Adresse ein.</translation>
    </message>
    <message>
        <source>Type your phone number.</source>
        <translation>Geben Sie Ihre Telefonnummer ein.</translation>
    </message>
    <message>
        <source>Type your e-mail address or phone number.</source>
        <translation>Geben Sie Ihre E-Mail-Adresse oder Telefonnummer ein.</translation>
    </message>
</context>
<context>
    <name>deeds</name>
    <message>
        <source>Signed in.</source>
        <translation>Angemeldet.</translation>
    </message>
    <message>
        <source>Signed out.</source>
        <translation>Abgemeldet.</translation>
    </message>
    <message>
        <source>Tokens deleted from the keystore</source>
        <translation>Token aus dem Schlüsselbund gelöscht</translation>
    </message>
    <message>
        <source>Signed out everywhere.</source>
        <translation>Überall abgemeldet.</translation>
    </message>
    <message>
        <source>Every session of yours was ended</source>
        <translation>Alle Ihre Sitzungen wurden beendet</translation>
    </message>
    <message>
        <source>Renewed.</source>
        <translation>Erneuert.</translation>
    </message>
    <message>
        <source>Renewal failed.</source>
        <translation>Erneuerung gescheitert.</translation>
    </message>
    <message>
        <source>The service ended the session.</source>
        <translation>Der Dienst hat die Sitzung beendet.</translation>
    </message>
    <message>
        <source>Trusted this computer.</source>
        <translation>Diesem Computer vertraut.</translation>
    </message>
    <message>
        <source>Confirmed this computer.</source>
        <translation>Diesen Computer bestätigt.</translation>
    </message>
    <message>
        <source>Stopped trusting this computer.</source>
        <translation>Diesem Computer nicht mehr vertraut.</translation>
    </message>
    <message>
        <source>Its key was deleted</source>
        <translation>Sein Schlüssel wurde gelöscht</translation>
    </message>
    <message>
        <source>The service suspended this computer.</source>
        <translation>Der Dienst hat diesen Computer gesperrt.</translation>
    </message>
    <message>
        <source>Its renewal was used twice</source>
        <translation>Seine Erneuerung wurde zweimal benutzt</translation>
    </message>
    <message>
        <source>This computer was taken off.</source>
        <translation>Dieser Computer wurde entfernt.</translation>
    </message>
    <message>
        <source>Added a device.</source>
        <translation>Gerät hinzugefügt.</translation>
    </message>
    <message>
        <source>Removed a device.</source>
        <translation>Gerät entfernt.</translation>
    </message>
    <message>
        <source>Asked another device.</source>
        <translation>Anderes Gerät gefragt.</translation>
    </message>
    <message>
        <source>Approved a sign-in.</source>
        <translation>Anmeldung genehmigt.</translation>
    </message>
    <message>
        <source>Denied a sign-in.</source>
        <translation>Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>wrong number</source>
        <translation>falsche Zahl</translation>
    </message>
    <message>
        <source>Approved on another device.</source>
        <translation>Auf anderem Gerät genehmigt.</translation>
    </message>
    <message>
        <source>Denied on another device.</source>
        <translation>Auf anderem Gerät abgelehnt.</translation>
    </message>
    <message>
        <source>A request ran out.</source>
        <translation>Eine Anfrage lief ab.</translation>
    </message>
    <message>
        <source>Something was done.</source>
        <translation>Etwas wurde getan.</translation>
    </message>
    <message>
        <source>Code by e-mail</source>
        <translation>Code per E-Mail</translation>
    </message>
    <message>
        <source>Code by SMS</source>
        <translation>Code per SMS</translation>
    </message>
    <message>
        <source>Code by WhatsApp</source>
        <translation>Code per WhatsApp</translation>
    </message>
    <message>
        <source>In the browser</source>
        <translation>Im Browser</translation>
    </message>
    <message>
        <source>With a device you trust</source>
        <translation>Mit einem vertrauten Gerät</translation>
    </message>
    <message>
        <source>It was ended elsewhere</source>
        <translation>Sie wurde anderswo beendet</translation>
    </message>
    <message>
        <source>The account is closed</source>
        <translation>Das Konto ist geschlossen</translation>
    </message>
    <message>
        <source>It had run out</source>
        <translation>Sie war abgelaufen</translation>
    </message>
    <message>
        <source>It did not know it any more</source>
        <translation>Er kannte sie nicht mehr</translation>
    </message>
    <message>
        <source>The service’s answer can’t be used</source>
        <translation>Die Antwort des Dienstes ist unbrauchbar</translation>
    </message>
    <message>
        <source>The new token can’t be trusted</source>
        <translation>Dem neuen Token ist nicht zu trauen</translation>
    </message>
    <message>
        <source>The service wanted fewer tries</source>
        <translation>Der Dienst wollte weniger Versuche</translation>
    </message>
    <message>
        <source>The service doesn’t know the API key id</source>
        <translation>Der Dienst kennt die API-Schlüssel-ID nicht</translation>
    </message>
    <message>
        <source>The service answered with an error</source>
        <translation>Der Dienst antwortete mit einem Fehler</translation>
    </message>
    <message>
        <source>The service showed another key</source>
        <translation>Der Dienst zeigte einen anderen Schlüssel</translation>
    </message>
    <message>
        <source>The keystore was locked</source>
        <translation>Der Schlüsselbund war gesperrt</translation>
    </message>
    <message>
        <source>The keystore was not there</source>
        <translation>Der Schlüsselbund war nicht da</translation>
    </message>
    <message>
        <source>The keystore was busy</source>
        <translation>Der Schlüsselbund war beschäftigt</translation>
    </message>
    <message>
        <source>by {device}</source>
        <translation>von {device}</translation>
    </message>
    <message>
        <source>number matched</source>
        <translation>Zahl stimmte</translation>
    </message>
    <message>
        <source>after waiting</source>
        <translation>nach Warten</translation>
    </message>
    <message>
        <source>on time</source>
        <translation>pünktlich</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>bis {time}</translation>
    </message>
</context>
<context>
    <name>device_notice</name>
    <message>
        <source>Confirm it is you with a code first</source>
        <translation>Bestätigen Sie zuerst mit einem Code, dass Sie es sind</translation>
    </message>
    <message>
        <source>What you asked for goes on by itself afterwards.</source>
        <translation>Danach geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet …</translation>
    </message>
    <message>
        <source>Send a code</source>
        <translation>Code senden</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>The service has suspended this computer</source>
        <translation>Der Dienst hat diesen Computer gesperrt</translation>
    </message>
    <message>
        <source>Its renewal was used twice. Confirm it with a code.</source>
        <translation>Seine Erneuerung wurde zweimal benutzt. Bestätigen Sie ihn mit einem Code.</translation>
    </message>
    <message>
        <source>Confirm this computer</source>
        <translation>Diesen Computer bestätigen</translation>
    </message>
    <message>
        <source>Next time without a code?</source>
        <translation>Nächstes Mal ohne Code?</translation>
    </message>
    <message>
        <source>A trusted computer signs you in and approves others.</source>
        <translation>Ein vertrauter Computer meldet Sie an und genehmigt andere.</translation>
    </message>
    <message>
        <source>Trust this computer</source>
        <translation>Diesem Computer vertrauen</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The app works as it would without it.</source>
        <translation>Die App arbeitet, als gäbe es sie nicht.</translation>
    </message>
    <message>
        <source>Whoever looks after this computer can mend it.</source>
        <translation>Wer diesen Computer betreut, kann das beheben.</translation>
    </message>
    <message>
        <source>A brand file can’t be used.</source>
        <translation>Eine Markendatei ist unbrauchbar.</translation>
    </message>
    <message>
        <source>The brand file {file} can’t be used: {field}: {reason}.</source>
        <translation>Die Markendatei {file} ist unbrauchbar: {field}: {reason}.</translation>
    </message>
    <message>
        <source>The brand file {file} can’t be used: {path} {reason}.</source>
        <translation>Die Markendatei {file} ist unbrauchbar: {path} {reason}.</translation>
    </message>
    <message>
        <source>It counts once it, and every folder above it, belongs to the administrator and only the administrator can write there.</source>
        <translation>Sie gilt, sobald sie und jeder Ordner darüber dem Administrator gehört und nur er dort schreiben kann.</translation>
    </message>
    <message>
        <source>The brand file {file} can’t be read: {reason}.</source>
        <translation>Die Markendatei {file} ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>{name} has set up which services this app is for.</source>
        <translation>{name} hat festgelegt, für welche Dienste diese App da ist.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Ask {name} if you need another one.</source>
        <translation>Fragen Sie {name}, wenn Sie einen anderen brauchen.</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>Etwas ging schief.</translation>
    </message>
    <message>
        <source>No code found: {reason}.</source>
        <translation>Kein Code gefunden: {reason}.</translation>
    </message>
    <message>
        <source>Choose a sharper picture, or paste the text.</source>
        <translation>Wählen Sie ein schärferes Bild, oder fügen Sie den Text ein.</translation>
    </message>
    <message>
        <source>There are several codes in this picture.</source>
        <translation>In diesem Bild sind mehrere Codes.</translation>
    </message>
    <message>
        <source>Nobody was added.</source>
        <translation>Niemand wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>Choose one, or a picture of one alone.</source>
        <translation>Wählen Sie einen, oder ein Bild mit nur einem.</translation>
    </message>
    <message>
        <source>That code belongs to another service.</source>
        <translation>Dieser Code gehört zu einem anderen Dienst.</translation>
    </message>
    <message>
        <source>Show the code of the same service on the other device.</source>
        <translation>Zeigen Sie auf dem anderen Gerät den Code desselben Dienstes.</translation>
    </message>
    <message>
        <source>That code belongs to another user.</source>
        <translation>Dieser Code gehört jemand anderem.</translation>
    </message>
    <message>
        <source>Show the code for the same address on the other device.</source>
        <translation>Zeigen Sie auf dem anderen Gerät den Code für dieselbe Adresse.</translation>
    </message>
    <message>
        <source>That code has run out: it is {seconds} s old.</source>
        <translation>Dieser Code ist abgelaufen: Er ist {seconds} s alt.</translation>
    </message>
    <message>
        <source>Show a new one on the other device.</source>
        <translation>Zeigen Sie auf dem anderen Gerät einen neuen.</translation>
    </message>
    <message>
        <source>That code was made {seconds} s from now: one of the clocks is wrong.</source>
        <translation>Dieser Code entstand {seconds} s in der Zukunft: Eine der Uhren geht falsch.</translation>
    </message>
    <message>
        <source>Set the clocks of both devices, then show a new one.</source>
        <translation>Stellen Sie die Uhren beider Geräte, dann zeigen Sie einen neuen.</translation>
    </message>
    <message>
        <source>This computer is not trusted by “{profile}”.</source>
        <translation>„{profile}“ vertraut diesem Computer nicht.</translation>
    </message>
    <message>
        <source>Sign in with a code and trust it, or use a device you trust.</source>
        <translation>Melden Sie sich mit einem Code an und vertrauen Sie ihm, oder nehmen Sie ein vertrautes Gerät.</translation>
    </message>
    <message>
        <source>That needs a code first: {reason}.</source>
        <translation>Dazu braucht es erst einen Code: {reason}.</translation>
    </message>
    <message>
        <source>Confirm it is you with a code.</source>
        <translation>Bestätigen Sie mit einem Code, dass Sie es sind.</translation>
    </message>
    <message>
        <source>The key that made this computer trusted is gone from the keystore.</source>
        <translation>Der Schlüssel, durch den dieser Computer vertraut war, ist nicht mehr im Schlüsselbund.</translation>
    </message>
    <message>
        <source>Nothing was put in its place.</source>
        <translation>Nichts kam an seine Stelle.</translation>
    </message>
    <message>
        <source>Sign in with a code, then trust this computer again.</source>
        <translation>Melden Sie sich mit einem Code an, dann vertrauen Sie diesem Computer neu.</translation>
    </message>
    <message>
        <source>The service has suspended this computer: its renewal was used twice.</source>
        <translation>Der Dienst hat diesen Computer gesperrt: Seine Erneuerung wurde zweimal benutzt.</translation>
    </message>
    <message>
        <source>Its key was kept.</source>
        <translation>Sein Schlüssel blieb erhalten.</translation>
    </message>
    <message>
        <source>Confirm this computer with a code, or add it again from a device you trust.</source>
        <translation>Bestätigen Sie diesen Computer mit einem Code, oder fügen Sie ihn von einem vertrauten Gerät neu hinzu.</translation>
    </message>
    <message>
        <source>This computer is not trusted any more: it was taken off your devices.</source>
        <translation>Dieser Computer ist nicht mehr vertraut: Er wurde von Ihren Geräten entfernt.</translation>
    </message>
    <message>
        <source>Its key can’t sign you in now.</source>
        <translation>Sein Schlüssel kann Sie jetzt nicht anmelden.</translation>
    </message>
    <message>
        <source>Sign in with a code, then trust this computer again if you want to.</source>
        <translation>Melden Sie sich mit einem Code an, dann vertrauen Sie ihm neu, wenn Sie möchten.</translation>
    </message>
    <message>
        <source>{host} did not accept what this computer signed ({reason}).</source>
        <translation>{host} hat nicht angenommen, was dieser Computer signiert hat ({reason}).</translation>
    </message>
    <message>
        <source>Check the computer’s clock and try again.</source>
        <translation>Prüfen Sie die Uhr des Computers und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>That device is not on the list any more.</source>
        <translation>Dieses Gerät steht nicht mehr auf der Liste.</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>Sehen Sie die Liste noch einmal an.</translation>
    </message>
    <message>
        <source>This request has run out.</source>
        <translation>Diese Anfrage ist abgelaufen.</translation>
    </message>
    <message>
        <source>Nobody was signed in by it.</source>
        <translation>Niemand wurde dadurch angemeldet.</translation>
    </message>
    <message>
        <source>Start again on the other device.</source>
        <translation>Beginnen Sie auf dem anderen Gerät von vorn.</translation>
    </message>
    <message>
        <source>Already {decision} on {by}.</source>
        <translation>Schon auf {by} {decision}.</translation>
    </message>
    <message>
        <source>Nothing is left to decide.</source>
        <translation>Es ist nichts mehr zu entscheiden.</translation>
    </message>
    <message>
        <source>That number doesn’t match. The request was denied.</source>
        <translation>Diese Zahl passt nicht. Die Anfrage wurde abgelehnt.</translation>
    </message>
    <message>
        <source>This request can’t be approved without its number.</source>
        <translation>Ohne ihre Zahl lässt sich diese Anfrage nicht genehmigen.</translation>
    </message>
    <message>
        <source>It is still open.</source>
        <translation>Sie ist noch offen.</translation>
    </message>
    <message>
        <source>Type the number that the other device shows, or deny it.</source>
        <translation>Geben Sie die Zahl ein, die das andere Gerät zeigt, oder lehnen Sie ab.</translation>
    </message>
    <message>
        <source>Those are not the digits of that device.</source>
        <translation>Das sind nicht die Ziffern dieses Geräts.</translation>
    </message>
    <message>
        <source>It was not added.</source>
        <translation>Es wurde nicht hinzugefügt.</translation>
    </message>
    <message>
        <source>Compare them with what the other device shows, or start again there.</source>
        <translation>Vergleichen Sie sie mit denen auf dem anderen Gerät, oder beginnen Sie dort von vorn.</translation>
    </message>
    <message>
        <source>The service does not know that device any more.</source>
        <translation>Der Dienst kennt dieses Gerät nicht mehr.</translation>
    </message>
    <message>
        <source>Show a new code on it.</source>
        <translation>Zeigen Sie darauf einen neuen Code.</translation>
    </message>
    <message>
        <source>The service’s signature of this request is wrong: it may have been changed.</source>
        <translation>Die Signatur des Dienstes für diese Anfrage ist falsch: Sie kann verändert worden sein.</translation>
    </message>
    <message>
        <source>It was not approved.</source>
        <translation>Sie wurde nicht genehmigt.</translation>
    </message>
    <message>
        <source>Deny it, and ask whoever runs the service.</source>
        <translation>Lehnen Sie ab und fragen Sie den Betreiber des Dienstes.</translation>
    </message>
    <message>
        <source>This request asks for something that is never signed for another device.</source>
        <translation>Diese Anfrage verlangt etwas, das nie für ein anderes Gerät signiert wird.</translation>
    </message>
    <message>
        <source>Nothing was signed.</source>
        <translation>Nichts wurde signiert.</translation>
    </message>
    <message>
        <source>Leave it; it runs out by itself.</source>
        <translation>Lassen Sie sie; sie läuft von selbst ab.</translation>
    </message>
    <message>
        <source>The history can’t be read: {reason}.</source>
        <translation>Der Verlauf ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation>Er blieb, wie er ist.</translation>
    </message>
    <message>
        <source>See to it that you may read it, then try again.</source>
        <translation>Sorgen Sie dafür, dass Sie ihn lesen dürfen, dann versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>This system doesn’t let programs see the screen.</source>
        <translation>Dieses System lässt Programme den Bildschirm nicht sehen.</translation>
    </message>
    <message>
        <source>Choose a picture, or paste the text.</source>
        <translation>Wählen Sie ein Bild, oder fügen Sie den Text ein.</translation>
    </message>
    <message>
        <source>Nothing was sent, added or changed.</source>
        <translation>Nichts wurde gesendet, hinzugefügt oder geändert.</translation>
    </message>
    <message>
        <source>Ask whoever sent it for a new one.</source>
        <translation>Bitten Sie den Absender um eine neue.</translation>
    </message>
    <message>
        <source>This invitation can’t be followed.</source>
        <translation>Dieser Einladung lässt sich nicht folgen.</translation>
    </message>
    <message>
        <source>That is no invitation to a service.</source>
        <translation>Das ist keine Einladung zu einem Dienst.</translation>
    </message>
    <message>
        <source>Copy the whole link, from cotter-authenticator:// on.</source>
        <translation>Kopieren Sie den ganzen Link ab cotter-authenticator://.</translation>
    </message>
    <message>
        <source>There are several invitations in this.</source>
        <translation>Darin sind mehrere Einladungen.</translation>
    </message>
    <message>
        <source>Open one at a time.</source>
        <translation>Öffnen Sie eine nach der anderen.</translation>
    </message>
    <message>
        <source>This invitation is longer than any can be.</source>
        <translation>Diese Einladung ist länger, als eine sein kann.</translation>
    </message>
    <message>
        <source>This invitation can’t be used: {reason}.</source>
        <translation>Diese Einladung ist unbrauchbar: {reason}.</translation>
    </message>
    <message>
        <source>This invitation leads to an address that can’t be used: {reason}.</source>
        <translation>Diese Einladung führt zu einer unbrauchbaren Adresse: {reason}.</translation>
    </message>
    <message>
        <source>Don’t follow it. Ask whoever sent it for the address, by another way.</source>
        <translation>Folgen Sie ihr nicht. Fragen Sie den Absender auf anderem Weg nach der Adresse.</translation>
    </message>
    <message>
        <source>This invitation says something that this program doesn’t know: {reason}.</source>
        <translation>Diese Einladung sagt etwas, das dieses Programm nicht kennt: {reason}.</translation>
    </message>
    <message>
        <source>Update this program, or ask for another link.</source>
        <translation>Aktualisieren Sie dieses Programm, oder bitten Sie um einen anderen Link.</translation>
    </message>
    <message>
        <source>{host} is connected already, as “{name}”.</source>
        <translation>{host} ist schon verbunden, als „{name}“.</translation>
    </message>
    <message>
        <source>Use that profile.</source>
        <translation>Nehmen Sie dieses Profil.</translation>
    </message>
    <message>
        <source>Nobody is there to say whether {host} is to be asked.</source>
        <translation>Niemand ist da, um zu sagen, ob {host} gefragt werden soll.</translation>
    </message>
    <message>
        <source>Run the command in a terminal, or say --yes.</source>
        <translation>Führen Sie den Befehl in einem Terminal aus, oder geben Sie --yes an.</translation>
    </message>
    <message>
        <source>{host} shows another key than this invitation names.</source>
        <translation>{host} zeigt einen anderen Schlüssel, als diese Einladung nennt.</translation>
    </message>
    <message>
        <source>Nothing was added, and nobody was signed in.</source>
        <translation>Nichts wurde hinzugefügt und niemand angemeldet.</translation>
    </message>
    <message>
        <source>Don’t connect. Ask whoever sent the invitation, by another way.</source>
        <translation>Verbinden Sie sich nicht. Fragen Sie den Absender der Einladung auf anderem Weg.</translation>
    </message>
    <message>
        <source>The app can’t be opened here.</source>
        <translation>Die App lässt sich hier nicht öffnen.</translation>
    </message>
    <message>
        <source>“cotter-authenticator doctor” may say why.</source>
        <translation>„cotter-authenticator doctor“ kann sagen, warum.</translation>
    </message>
    <message>
        <source>There is no display to open the app on.</source>
        <translation>Es gibt keinen Bildschirm, auf dem sich die App öffnen ließe.</translation>
    </message>
    <message>
        <source>Start it from your desktop. “cotter-authenticator sign-in” and all other commands need none.</source>
        <translation>Starten Sie sie von der Arbeitsfläche aus. „cotter-authenticator sign-in“ und alle anderen Befehle brauchen keinen.</translation>
    </message>
    <message>
        <source>The app can’t draw on the display {name}.</source>
        <translation>Die App kann auf dem Bildschirm {name} nicht zeichnen.</translation>
    </message>
    <message>
        <source>Start it from your desktop, or set DISPLAY or WAYLAND_DISPLAY to one that lets it.</source>
        <translation>Starten Sie sie von der Arbeitsfläche aus, oder setzen Sie DISPLAY oder WAYLAND_DISPLAY auf einen, der sie lässt.</translation>
    </message>
    <message>
        <source>QT_QPA_PLATFORM is “{name}”: the app can’t draw on that.</source>
        <translation>QT_QPA_PLATFORM ist „{name}“: Darauf kann die App nicht zeichnen.</translation>
    </message>
    <message>
        <source>Unset it, or set it to wayland or xcb.</source>
        <translation>Entfernen Sie die Variable, oder setzen Sie sie auf wayland oder xcb.</translation>
    </message>
    <message>
        <source>The app needs a library that this computer does not have: {name}.</source>
        <translation>Der App fehlt auf diesem Computer eine Bibliothek: {name}.</translation>
    </message>
    <message>
        <source>Install it, then start the app again.</source>
        <translation>Installieren Sie sie, dann starten Sie die App erneut.</translation>
    </message>
    <message>
        <source>The app can’t open a window here: {reason}.</source>
        <translation>Die App kann hier kein Fenster öffnen: {reason}.</translation>
    </message>
    <message>
        <source>“cotter-authenticator sign-in” and all other commands need none.</source>
        <translation>„cotter-authenticator sign-in“ und alle anderen Befehle brauchen keines.</translation>
    </message>
    <message>
        <source>There is no font on this computer, so no text can be shown.</source>
        <translation>Auf diesem Computer ist keine Schrift, also ist kein Text zu zeigen.</translation>
    </message>
    <message>
        <source>Install one (Debian: apt install fonts-dejavu-core), then start the app again.</source>
        <translation>Installieren Sie eine (Debian: apt install fonts-dejavu-core), dann starten Sie die App erneut.</translation>
    </message>
    <message>
        <source>You have no home folder: HOME is not set, and the system knows of none.</source>
        <translation>Sie haben keinen persönlichen Ordner: HOME ist nicht gesetzt, und das System kennt keinen.</translation>
    </message>
    <message>
        <source>Set HOME, or COTTER_AUTHENTICATOR_HOME, to a folder that you may write to.</source>
        <translation>Setzen Sie HOME oder COTTER_AUTHENTICATOR_HOME auf einen Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>The app is running already, and does not answer.</source>
        <translation>Die App läuft schon und antwortet nicht.</translation>
    </message>
    <message>
        <source>End that one, then start it again.</source>
        <translation>Beenden Sie sie, dann starten Sie neu.</translation>
    </message>
    <message>
        <source>“{identifier}” can’t be an e-mail address or phone number: {reason}.</source>
        <translation>„{identifier}“ kann keine E-Mail-Adresse oder Telefonnummer sein: {reason}.</translation>
    </message>
    <message>
        <source>Check it and try again.</source>
        <translation>Prüfen Sie sie und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>“{url}” can’t be used as a service: {reason}.</source>
        <translation>„{url}“ ist als Dienst unbrauchbar: {reason}.</translation>
    </message>
    <message>
        <source>Use an https address; plain http is only for this computer.</source>
        <translation>Nehmen Sie eine https-Adresse; http gilt nur für diesen Computer.</translation>
    </message>
    <message>
        <source>That is not an API key id: it looks like 11111111-2222-3333-4444-555555555555.</source>
        <translation>Das ist keine API-Schlüssel-ID: Sie sieht so aus: 11111111-2222-3333-4444-555555555555.</translation>
    </message>
    <message>
        <source>Copy it from the service again.</source>
        <translation>Kopieren Sie sie noch einmal vom Dienst.</translation>
    </message>
    <message>
        <source>A profile can’t be called that: {reason}.</source>
        <translation>So kann ein Profil nicht heißen: {reason}.</translation>
    </message>
    <message>
        <source>Nothing was added.</source>
        <translation>Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>No code was typed.</source>
        <translation>Es wurde kein Code eingegeben.</translation>
    </message>
    <message>
        <source>Start again, and type the code or pass it on standard input.</source>
        <translation>Beginnen Sie von vorn und geben Sie den Code ein, oder reichen Sie ihn über die Standardeingabe.</translation>
    </message>
    <message>
        <source>There is no profile “{name}”.</source>
        <translation>Es gibt kein Profil „{name}“.</translation>
    </message>
    <message>
        <source>“cotter-authenticator profile list” shows them all.</source>
        <translation>„cotter-authenticator profile list“ zeigt alle.</translation>
    </message>
    <message>
        <source>There is a profile “{name}” already.</source>
        <translation>Es gibt schon ein Profil „{name}“.</translation>
    </message>
    <message>
        <source>Choose another name, or remove it first.</source>
        <translation>Wählen Sie einen anderen Namen, oder entfernen Sie es zuerst.</translation>
    </message>
    <message>
        <source>No service is connected yet.</source>
        <translation>Noch ist kein Dienst verbunden.</translation>
    </message>
    <message>
        <source>Connect one with “cotter-authenticator profile add NAME --service URL --api-key ID”.</source>
        <translation>Verbinden Sie einen mit „cotter-authenticator profile add NAME --service URL --api-key ID“.</translation>
    </message>
    <message>
        <source>Nobody is signed in to “{profile}”.</source>
        <translation>Bei „{profile}“ ist niemand angemeldet.</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>Melden Sie sich zuerst an.</translation>
    </message>
    <message>
        <source>The session of “{profile}” has ended ({reason}).</source>
        <translation>Die Sitzung von „{profile}“ ist beendet ({reason}).</translation>
    </message>
    <message>
        <source>The profile was kept.</source>
        <translation>Das Profil blieb erhalten.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Melden Sie sich erneut an.</translation>
    </message>
    <message>
        <source>The keystore is locked.</source>
        <translation>Der Schlüsselbund ist gesperrt.</translation>
    </message>
    <message>
        <source>You are still signed in.</source>
        <translation>Sie sind weiterhin angemeldet.</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>Entsperren Sie ihn und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The keystore can’t be reached: {reason}.</source>
        <translation>Der Schlüsselbund ist nicht erreichbar: {reason}.</translation>
    </message>
    <message>
        <source>Nothing in it was changed.</source>
        <translation>Darin wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Start it, or choose where to keep your session.</source>
        <translation>Starten Sie ihn, oder wählen Sie, wo Ihre Sitzung aufbewahrt wird.</translation>
    </message>
    <message>
        <source>The keystore is still busy with an earlier request.</source>
        <translation>Der Schlüsselbund ist noch mit einer früheren Anfrage beschäftigt.</translation>
    </message>
    <message>
        <source>Look for a window that asks for its password, then try again.</source>
        <translation>Suchen Sie ein Fenster, das nach seinem Passwort fragt, dann versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Your session is kept in {before}, but {now} is here now.</source>
        <translation>Ihre Sitzung ist in {before}, aber da ist jetzt {now}.</translation>
    </message>
    <message>
        <source>Nothing was moved.</source>
        <translation>Nichts wurde verschoben.</translation>
    </message>
    <message>
        <source>Bring back {before}, or choose {now} and sign in again.</source>
        <translation>Holen Sie {before} zurück, oder wählen Sie {now} und melden Sie sich erneut an.</translation>
    </message>
    <message>
        <source>Your session was moved from {before} to {now} meanwhile.</source>
        <translation>Ihre Sitzung ist inzwischen von {before} nach {now} umgezogen.</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Nichts ging verloren.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>That passphrase doesn’t open the vault file.</source>
        <translation>Diese Passphrase öffnet die Tresordatei nicht.</translation>
    </message>
    <message>
        <source>The vault file is as it was.</source>
        <translation>Die Tresordatei ist, wie sie war.</translation>
    </message>
    <message>
        <source>The vault file needs its passphrase, and there is no terminal to ask for it.</source>
        <translation>Die Tresordatei braucht ihre Passphrase, und es gibt kein Terminal, um danach zu fragen.</translation>
    </message>
    <message>
        <source>Run the command in a terminal.</source>
        <translation>Führen Sie den Befehl in einem Terminal aus.</translation>
    </message>
    <message>
        <source>What the keystore holds of this session is damaged: {reason}.</source>
        <translation>Was der Schlüsselbund von dieser Sitzung hat, ist beschädigt: {reason}.</translation>
    </message>
    <message>
        <source>Sign in again to replace it.</source>
        <translation>Melden Sie sich erneut an, um es zu ersetzen.</translation>
    </message>
    <message>
        <source>This session was stored by a newer version of this program.</source>
        <translation>Diese Sitzung hat eine neuere Version dieses Programms gespeichert.</translation>
    </message>
    <message>
        <source>Update this program.</source>
        <translation>Aktualisieren Sie dieses Programm.</translation>
    </message>
    <message>
        <source>The vault file is damaged: {reason}.</source>
        <translation>Die Tresordatei ist beschädigt: {reason}.</translation>
    </message>
    <message>
        <source>Put a copy of it back, or choose where to keep your session and sign in again.</source>
        <translation>Legen Sie eine Kopie zurück, oder wählen Sie, wo Ihre Sitzung aufbewahrt wird, und melden Sie sich erneut an.</translation>
    </message>
    <message>
        <source>This session is kept in the app’s memory until it quits.</source>
        <translation>Diese Sitzung ist bis zum Beenden im Speicher der App.</translation>
    </message>
    <message>
        <source>Other programs can’t have it.</source>
        <translation>Andere Programme bekommen sie nicht.</translation>
    </message>
    <message>
        <source>Choose a keystore in the app to hand out tokens.</source>
        <translation>Wählen Sie in der App einen Schlüsselbund, um Token auszugeben.</translation>
    </message>
    <message>
        <source>No answer from {host}: {reason}.</source>
        <translation>Keine Antwort von {host}: {reason}.</translation>
    </message>
    <message>
        <source>Check the connection and try again.</source>
        <translation>Prüfen Sie die Verbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{host} took too long to answer.</source>
        <translation>{host} hat zu lange für eine Antwort gebraucht.</translation>
    </message>
    <message>
        <source>{host} sent an answer that can’t be used: {reason}.</source>
        <translation>{host} hat eine unbrauchbare Antwort gesendet: {reason}.</translation>
    </message>
    <message>
        <source>Check the service’s address, or try again later.</source>
        <translation>Prüfen Sie die Adresse des Dienstes, oder versuchen Sie es später.</translation>
    </message>
    <message>
        <source>{host} can’t answer now ({status}).</source>
        <translation>{host} kann gerade nicht antworten ({status}).</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>Es wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>That code doesn’t match. Attempts left: {attempts_left}.</source>
        <translation>Dieser Code passt nicht. Verbleibende Versuche: {attempts_left}.</translation>
    </message>
    <message>
        <source>Use the newest message, or send a new code.</source>
        <translation>Nehmen Sie die neueste Nachricht, oder senden Sie einen neuen Code.</translation>
    </message>
    <message>
        <source>This code has run out.</source>
        <translation>Dieser Code ist abgelaufen.</translation>
    </message>
    <message>
        <source>Send a new one.</source>
        <translation>Senden Sie einen neuen.</translation>
    </message>
    <message>
        <source>Too many tries.</source>
        <translation>Zu viele Versuche.</translation>
    </message>
    <message>
        <source>You can ask again in {seconds} s.</source>
        <translation>In {seconds} s können Sie erneut fragen.</translation>
    </message>
    <message>
        <source>{host} doesn’t know this API key id.</source>
        <translation>{host} kennt diese API-Schlüssel-ID nicht.</translation>
    </message>
    <message>
        <source>Copy the id from the service again.</source>
        <translation>Kopieren Sie die ID noch einmal vom Dienst.</translation>
    </message>
    <message>
        <source>{host} refused to renew the session ({reason}).</source>
        <translation>{host} hat die Erneuerung der Sitzung abgelehnt ({reason}).</translation>
    </message>
    <message>
        <source>{host} refused: {message}</source>
        <translation>{host} hat abgelehnt: {message}</translation>
    </message>
    <message>
        <source>Start again.</source>
        <translation>Beginnen Sie von vorn.</translation>
    </message>
    <message>
        <source>{host} sent a token that can’t be trusted: {reason}.</source>
        <translation>{host} hat ein Token gesendet, dem nicht zu trauen ist: {reason}.</translation>
    </message>
    <message>
        <source>It was not used; the means to renew were kept.</source>
        <translation>Es wurde nicht verwendet; erneuern lässt sich weiterhin.</translation>
    </message>
    <message>
        <source>Check the computer’s clock and the service’s address, then try again.</source>
        <translation>Prüfen Sie die Uhr des Computers und die Adresse des Dienstes, dann versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>That answer belongs to another sign-in.</source>
        <translation>Diese Antwort gehört zu einer anderen Anmeldung.</translation>
    </message>
    <message>
        <source>It was not used.</source>
        <translation>Sie wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>{host} shows another identity key than before, and the old one doesn’t vouch for it.</source>
        <translation>{host} zeigt einen anderen Identitätsschlüssel als bisher, und der alte bürgt nicht für ihn.</translation>
    </message>
    <message>
        <source>Nothing was sent to it.</source>
        <translation>Es wurde nichts an ihn gesendet.</translation>
    </message>
    <message>
        <source>Ask whoever runs the service before you connect again.</source>
        <translation>Fragen Sie den Betreiber des Dienstes, bevor Sie sich wieder verbinden.</translation>
    </message>
    <message>
        <source>{host} would sign you in without a code.</source>
        <translation>{host} würde Sie ohne Code anmelden.</translation>
    </message>
    <message>
        <source>That was not accepted.</source>
        <translation>Das wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>Start again, or ask whoever runs the service.</source>
        <translation>Beginnen Sie von vorn, oder fragen Sie den Betreiber des Dienstes.</translation>
    </message>
    <message>
        <source>What {host} says of newer versions can’t be believed: {reason}.</source>
        <translation>Was {host} über neuere Versionen sagt, ist nicht zu glauben: {reason}.</translation>
    </message>
    <message>
        <source>Nothing of it was used.</source>
        <translation>Nichts davon wurde verwendet.</translation>
    </message>
    <message>
        <source>It is asked again tomorrow. If that doesn’t help, tell whoever gave you this app.</source>
        <translation>Morgen wird wieder gefragt. Hilft das nicht, sagen Sie es dem, von dem Sie diese App haben.</translation>
    </message>
    <message>
        <source>KUBERNETES_EXEC_INFO asks for a credential that can’t be given: {reason}.</source>
        <translation>KUBERNETES_EXEC_INFO verlangt einen Nachweis, den es nicht gibt: {reason}.</translation>
    </message>
    <message>
        <source>Nothing was handed out.</source>
        <translation>Nichts wurde ausgegeben.</translation>
    </message>
    <message>
        <source>Name client.authentication.k8s.io/v1 or v1beta1 in the kubeconfig.</source>
        <translation>Nennen Sie client.authentication.k8s.io/v1 oder v1beta1 in der kubeconfig.</translation>
    </message>
    <message>
        <source>Handing out tokens to programs is turned off.</source>
        <translation>Die Ausgabe von Token an Programme ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>It is turned on in Settings.</source>
        <translation>Sie lässt sich in den Einstellungen einschalten.</translation>
    </message>
    <message>
        <source>The app is hidden because the screen was locked or this computer slept.</source>
        <translation>Die App ist verborgen, weil der Bildschirm gesperrt war oder der Computer schlief.</translation>
    </message>
    <message>
        <source>Nothing was handed out or changed.</source>
        <translation>Nichts wurde ausgegeben oder geändert.</translation>
    </message>
    <message>
        <source>Unlock the screen and show the window, then try again.</source>
        <translation>Entsperren Sie den Bildschirm und zeigen Sie das Fenster, dann versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The computer’s clock can’t be trusted, so the token’s time left is unknown.</source>
        <translation>Der Uhr des Computers ist nicht zu trauen, also ist unbekannt, wie lange das Token noch gilt.</translation>
    </message>
    <message>
        <source>Set the clock, or connect to the service.</source>
        <translation>Stellen Sie die Uhr, oder verbinden Sie sich mit dem Dienst.</translation>
    </message>
    <message>
        <source>The settings were written by a newer version of this program.</source>
        <translation>Die Einstellungen hat eine neuere Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>They are used as far as they are known, and not changed.</source>
        <translation>Sie gelten, soweit sie bekannt sind, und werden nicht geändert.</translation>
    </message>
    <message>
        <source>Update this program to change them.</source>
        <translation>Aktualisieren Sie dieses Programm, um sie zu ändern.</translation>
    </message>
    <message>
        <source>{file} can’t be written: {reason}.</source>
        <translation>{file} lässt sich nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>What it held before is unchanged.</source>
        <translation>Was vorher darin war, ist unverändert.</translation>
    </message>
    <message>
        <source>Make room, or see to it that you may write there, then try again.</source>
        <translation>Schaffen Sie Platz, oder sorgen Sie dafür, dass Sie dort schreiben dürfen, dann versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The service of the demo did not start: {reason}.</source>
        <translation>Der Dienst der Demo ist nicht gestartet: {reason}.</translation>
    </message>
    <message>
        <source>Try again, or connect to another service.</source>
        <translation>Versuchen Sie es erneut, oder verbinden Sie sich mit einem anderen Dienst.</translation>
    </message>
    <message>
        <source>The browser came back without a sign-in: {reason}.</source>
        <translation>Der Browser kam ohne Anmeldung zurück: {reason}.</translation>
    </message>
    <message>
        <source>The list of profiles can’t be read: {reason}.</source>
        <translation>Die Liste der Profile ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>The file was left as it is, and so was the keystore.</source>
        <translation>Die Datei blieb, wie sie ist, der Schlüsselbund auch.</translation>
    </message>
    <message>
        <source>Mend {file}, or move it away to start anew.</source>
        <translation>Bringen Sie {file} in Ordnung, oder verschieben Sie die Datei, um neu zu beginnen.</translation>
    </message>
</context>
<context>
    <name>invitation</name>
    <message>
        <source>“xn--” stands for letters of another alphabet, which can look like ones you know. Compare this address letter by letter with the one you were told.</source>
        <translation>„xn--“ steht für Buchstaben eines anderen Alphabets, die bekannten gleichen können. Vergleichen Sie diese Adresse Buchstabe für Buchstabe mit der, die man Ihnen genannt hat.</translation>
    </message>
    <message>
        <source>A number instead of a name says nothing of who answers there.</source>
        <translation>Eine Nummer statt eines Namens sagt nicht, wer dort antwortet.</translation>
    </message>
    <message>
        <source>That is a program on this computer, not a service elsewhere.</source>
        <translation>Das ist ein Programm auf diesem Computer, kein Dienst anderswo.</translation>
    </message>
    <message>
        <source>It leads to {host}.</source>
        <translation>Sie führt zu {host}.</translation>
    </message>
    <message>
        <source>An invitation is waiting</source>
        <translation>Eine Einladung wartet</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>English</source>
        <translation>Deutsch</translation>
    </message>
</context>
<context>
    <name>names</name>
    <message>
        <source>No keystore</source>
        <translation>Kein Schlüsselbund</translation>
    </message>
    <message>
        <source>Reading the keystore</source>
        <translation>Schlüsselbund wird gelesen</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Renewing</source>
        <translation>Erneuert gerade</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Keystore locked</source>
        <translation>Schlüsselbund gesperrt</translation>
    </message>
    <message>
        <source>Sign-in needed</source>
        <translation>Anmeldung nötig</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>Wartet auf Genehmigung</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Meldet an</translation>
    </message>
    <message>
        <source>Clock uncertain</source>
        <translation>Uhr unsicher</translation>
    </message>
    <message>
        <source>Waiting for renewal</source>
        <translation>Wartet auf Erneuerung</translation>
    </message>
    <message>
        <source>Expiring</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Active until {time}</source>
        <translation>Aktiv bis {time}</translation>
    </message>
    <message>
        <source>Offline, valid until {time}</source>
        <translation>Offline, gültig bis {time}</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>bis {time}</translation>
    </message>
    <message>
        <source>offline, {until}</source>
        <translation>offline, {until}</translation>
    </message>
    <message>
        <source>{app} · hidden</source>
        <translation>{app} · verborgen</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>WhatsApp</source>
        <translation>WhatsApp</translation>
    </message>
    <message>
        <source>a code by e-mail</source>
        <translation>einem Code per E-Mail</translation>
    </message>
    <message>
        <source>a code by SMS</source>
        <translation>einem Code per SMS</translation>
    </message>
    <message>
        <source>a code by WhatsApp</source>
        <translation>einem Code per WhatsApp</translation>
    </message>
    <message>
        <source>the browser</source>
        <translation>dem Browser</translation>
    </message>
    <message>
        <source>a code</source>
        <translation>einem Code</translation>
    </message>
    <message>
        <source>a device you trust</source>
        <translation>einem vertrauten Gerät</translation>
    </message>
    <message>
        <source>a link by e-mail</source>
        <translation>einem Link per E-Mail</translation>
    </message>
    <message>
        <source>a passkey</source>
        <translation>einem Passkey</translation>
    </message>
    <message>
        <source>Code by e-mail</source>
        <translation>Code per E-Mail</translation>
    </message>
    <message>
        <source>Code by SMS</source>
        <translation>Code per SMS</translation>
    </message>
    <message>
        <source>Code by WhatsApp</source>
        <translation>Code per WhatsApp</translation>
    </message>
    <message>
        <source>The browser</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Device you trust</source>
        <translation>Vertrautes Gerät</translation>
    </message>
    <message>
        <source>Link by e-mail</source>
        <translation>Link per E-Mail</translation>
    </message>
    <message>
        <source>Passkey</source>
        <translation>Passkey</translation>
    </message>
    <message>
        <source>Memory, until you quit</source>
        <translation>Arbeitsspeicher, bis zum Beenden</translation>
    </message>
    <message>
        <source>{keystore}, locked</source>
        <translation>{keystore}, gesperrt</translation>
    </message>
    <message>
        <source>{keystore}, not there</source>
        <translation>{keystore}, nicht da</translation>
    </message>
    <message>
        <source>User id</source>
        <translation>Benutzer-ID</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Way in</source>
        <translation>Anmeldeweg</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Meant for</source>
        <translation>Bestimmt für</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Ausgestellt</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Token id</source>
        <translation>Token-ID</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>User id there</source>
        <translation>Dortige ID</translation>
    </message>
    <message>
        <source>{profile} (API key id)</source>
        <translation>{profile} (API-Schlüssel-ID)</translation>
    </message>
    <message>
        <source>access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>refresh token</source>
        <translation>Erneuerungstoken</translation>
    </message>
</context>
<context>
    <name>needs</name>
    <message>
        <source>There is no keystore here</source>
        <translation>Hier ist kein Schlüsselbund</translation>
    </message>
    <message>
        <source>Requests show up here once this computer’s key can be reached.</source>
        <translation>Anfragen erscheinen hier, sobald der Schlüssel dieses Computers erreichbar ist.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Waiting for the keystore’s password</source>
        <translation>Warten auf das Passwort des Schlüsselbunds</translation>
    </message>
    <message>
        <source>Your system asks for it in a window of its own.</source>
        <translation>Ihr System fragt in einem eigenen Fenster danach.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The keystore is locked</source>
        <translation>Der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>This computer’s key is in it. Unlock it to see who asks.</source>
        <translation>Der Schlüssel dieses Computers ist darin. Entsperren Sie ihn, um zu sehen, wer fragt.</translation>
    </message>
    <message>
        <source>Unlock keystore…</source>
        <translation>Schlüsselbund entsperren …</translation>
    </message>
    <message>
        <source>Reading the keystore</source>
        <translation>Schlüsselbund wird gelesen</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>Niemand ist angemeldet</translation>
    </message>
    <message>
        <source>Sign in on a computer you trust to decide about other devices.</source>
        <translation>Melden Sie sich auf einem vertrauten Computer an, um über andere Geräte zu entscheiden.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Reading this computer’s key</source>
        <translation>Schlüssel dieses Computers wird gelesen</translation>
    </message>
    <message>
        <source>This computer is not trusted</source>
        <translation>Dieser Computer ist nicht vertraut</translation>
    </message>
    <message>
        <source>Trust it to approve other devices from here.</source>
        <translation>Vertrauen Sie ihm, um andere Geräte von hier aus zu genehmigen.</translation>
    </message>
    <message>
        <source>This computer is suspended</source>
        <translation>Dieser Computer ist gesperrt</translation>
    </message>
    <message>
        <source>It can’t decide until you have confirmed it.</source>
        <translation>Er kann erst entscheiden, wenn Sie ihn bestätigt haben.</translation>
    </message>
    <message>
        <source>This computer is not trusted any more</source>
        <translation>Dieser Computer ist nicht mehr vertraut</translation>
    </message>
    <message>
        <source>It was taken off your devices. Trust it again to decide.</source>
        <translation>Er wurde von Ihren Geräten entfernt. Vertrauen Sie ihm neu, um zu entscheiden.</translation>
    </message>
    <message>
        <source>This computer’s key is gone</source>
        <translation>Der Schlüssel dieses Computers ist weg</translation>
    </message>
    <message>
        <source>The keystore no longer has it. Trust this computer again.</source>
        <translation>Der Schlüsselbund hat ihn nicht mehr. Vertrauen Sie diesem Computer neu.</translation>
    </message>
    <message>
        <source>See devices</source>
        <translation>Geräte ansehen</translation>
    </message>
</context>
<context>
    <name>notice</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The computer’s clock can’t be trusted</source>
        <translation>Der Uhr des Computers ist nicht zu trauen</translation>
    </message>
    <message>
        <source>You are still signed in. Set the clock, or ask the service again.</source>
        <translation>Sie sind weiterhin angemeldet. Stellen Sie die Uhr, oder fragen Sie den Dienst erneut.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>This is a demo on your computer</source>
        <translation>Das ist eine Demo auf Ihrem Computer</translation>
    </message>
    <message>
        <source>Tokens are in memory only. They are gone when you quit.</source>
        <translation>Token sind nur im Arbeitsspeicher. Beim Beenden sind sie weg.</translation>
    </message>
    <message>
        <source>Leave the demo</source>
        <translation>Demo verlassen</translation>
    </message>
    <message>
        <source>Waiting for the keystore’s password</source>
        <translation>Warten auf das Passwort des Schlüsselbunds</translation>
    </message>
    <message>
        <source>Your system asks for it in a window of its own.</source>
        <translation>Ihr System fragt in einem eigenen Fenster danach.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>You are still signed in. Unlock it to copy or renew.</source>
        <translation>Sie sind weiterhin angemeldet. Entsperren Sie ihn zum Kopieren oder Erneuern.</translation>
    </message>
    <message>
        <source>Unlock it to see who is signed in, or to sign in.</source>
        <translation>Entsperren Sie ihn, um zu sehen, wer angemeldet ist, oder um sich anzumelden.</translation>
    </message>
    <message>
        <source>The keystore is locked</source>
        <translation>Der Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>Unlock keystore…</source>
        <translation>Schlüsselbund entsperren …</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>There is no keystore here</source>
        <translation>Hier ist kein Schlüsselbund</translation>
    </message>
    <message>
        <source>Choose where to keep your session.</source>
        <translation>Wählen Sie, wo Ihre Sitzung aufbewahrt wird.</translation>
    </message>
    <message>
        <source>No answer from {host}</source>
        <translation>Keine Antwort von {host}</translation>
    </message>
    <message>
        <source>Your token ran out at {time}. It is renewed once the service answers.</source>
        <translation>Ihr Token lief um {time} ab. Es wird erneuert, sobald der Dienst antwortet.</translation>
    </message>
    <message>
        <source>Your session stays valid until {time}.</source>
        <translation>Ihre Sitzung gilt bis {time}.</translation>
    </message>
    <message>
        <source>Trying again in {time}.</source>
        <translation>Neuer Versuch in {time}.</translation>
    </message>
    <message>
        <source>Your session ended</source>
        <translation>Ihre Sitzung ist beendet</translation>
    </message>
    <message>
        <source>Sign in again to go on.</source>
        <translation>Melden Sie sich erneut an, um fortzufahren.</translation>
    </message>
    <message>
        <source>The service ended this session because its renewal was used twice</source>
        <translation>Der Dienst hat diese Sitzung beendet, weil ihre Erneuerung zweimal benutzt wurde</translation>
    </message>
    <message>
        <source>Somebody may have copied it. Sign in again.</source>
        <translation>Jemand kann sie kopiert haben. Melden Sie sich erneut an.</translation>
    </message>
    <message>
        <source>This session was ended elsewhere</source>
        <translation>Diese Sitzung wurde anderswo beendet</translation>
    </message>
    <message>
        <source>The service has closed this account</source>
        <translation>Der Dienst hat dieses Konto geschlossen</translation>
    </message>
    <message>
        <source>Ask whoever runs it.</source>
        <translation>Fragen Sie seinen Betreiber.</translation>
    </message>
    <message>
        <source>What the keystore holds of this session is damaged</source>
        <translation>Was der Schlüsselbund von dieser Sitzung hat, ist beschädigt</translation>
    </message>
    <message>
        <source>It was left as it is. Sign in again to replace it.</source>
        <translation>Es blieb, wie es ist. Melden Sie sich erneut an, um es zu ersetzen.</translation>
    </message>
    <message>
        <source>Your session ended {moment}</source>
        <translation>Ihre Sitzung endete {moment}</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>A device without a name</source>
        <translation>Ein Gerät ohne Namen</translation>
    </message>
    <message>
        <source>{name} asks to sign in</source>
        <translation>{name} bittet um Anmeldung</translation>
    </message>
    <message>
        <source>As {who}. {left} to decide.</source>
        <translation>Als {who}. Noch {left} zum Entscheiden.</translation>
    </message>
    <message>
        <source>As {who}, from the address {address}. {left} to decide.</source>
        <translation>Als {who}, von der Adresse {address}. Noch {left} zum Entscheiden.</translation>
    </message>
    <message>
        <source>Deny those that are not yours.</source>
        <translation>Lehnen Sie ab, was nicht von Ihnen ist.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Ablehnen</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Sign-in requests</source>
        <translation>Anmeldeanfragen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>questions</name>
    <message>
        <source>Remove “{name}”?</source>
        <translation>„{name}“ entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Reset everything?</source>
        <translation>Alles zurücksetzen?</translation>
    </message>
    <message>
        <source>Every session, profile, key and file of this app is removed. You sign in anew afterwards.</source>
        <translation>Alle Sitzungen, Profile, Schlüssel und Dateien dieser App werden entfernt. Danach melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>From that moment it can’t sign you in, and the sessions that it began end. To trust it again you need a code or another device.</source>
        <translation>Von da an kann es Sie nicht anmelden, und die von ihm begonnenen Sitzungen enden. Um ihm wieder zu vertrauen, brauchen Sie einen Code oder ein anderes Gerät.</translation>
    </message>
    <message>
        <source>Stop trusting this computer?</source>
        <translation>Diesem Computer nicht mehr vertrauen?</translation>
    </message>
    <message>
        <source>Its device key is deleted. You stay signed in, and it can’t approve other devices. To trust it again you need a code or another device.</source>
        <translation>Sein Geräteschlüssel wird gelöscht. Sie bleiben angemeldet, aber er kann keine anderen Geräte genehmigen. Um ihm wieder zu vertrauen, brauchen Sie einen Code oder ein anderes Gerät.</translation>
    </message>
    <message>
        <source>Stop trusting</source>
        <translation>Nicht mehr vertrauen</translation>
    </message>
    <message>
        <source>Forget this computer?</source>
        <translation>Diesen Computer vergessen?</translation>
    </message>
    <message>
        <source>You sign out and its device key is deleted. To trust it again you need a code or another device.</source>
        <translation>Sie melden sich ab, und sein Geräteschlüssel wird gelöscht. Um ihm wieder zu vertrauen, brauchen Sie einen Code oder ein anderes Gerät.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Every session of {who} at {host} ends, here and on all other devices. Devices you trust stay trusted.</source>
        <translation>Alle Sitzungen von {who} bei {host} enden, hier und auf allen anderen Geräten. Vertraute Geräte bleiben vertraut.</translation>
    </message>
    <message>
        <source>Sign out everywhere?</source>
        <translation>Überall abmelden?</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>Überall abmelden</translation>
    </message>
    <message>
        <source>It is the last device you trust: from then on only a code helps.</source>
        <translation>Es ist das letzte Gerät, dem Sie vertrauen: Danach hilft nur noch ein Code.</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>approved</source>
        <translation>genehmigt</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>stillgelegt</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>reused</source>
        <translation>zweimal benutzt</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>anderswo beendet</translation>
    </message>
    <message>
        <source>signed_out</source>
        <translation>abgemeldet</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>a computer is trusted within ten minutes after a code</source>
        <translation>einem Computer wird binnen zehn Minuten nach einem Code vertraut</translation>
    </message>
    <message>
        <source>a device trusted less than a day ago can’t do that alone</source>
        <translation>ein Gerät, dem seit weniger als einem Tag vertraut wird, kann das nicht allein</translation>
    </message>
    <message>
        <source>a part of it is missing or another</source>
        <translation>ein Teil davon fehlt oder ist ein anderer</translation>
    </message>
    <message>
        <source>an address has an @, a number has digits only</source>
        <translation>eine Adresse hat ein @, eine Nummer nur Ziffern</translation>
    </message>
    <message>
        <source>an item is not as it was written</source>
        <translation>ein Eintrag ist nicht, wie er geschrieben wurde</translation>
    </message>
    <message>
        <source>choose a country, or begin with + and the country&apos;s code</source>
        <translation>wählen Sie ein Land, oder beginnen Sie mit + und der Landesvorwahl</translation>
    </message>
    <message>
        <source>it answered {value}</source>
        <translation>er antwortete {value}</translation>
    </message>
    <message>
        <source>it answers another request</source>
        <translation>sie antwortet auf eine andere Anfrage</translation>
    </message>
    <message>
        <source>it can&apos;t take or give this text</source>
        <translation>er kann diesen Text nicht annehmen oder geben</translation>
    </message>
    <message>
        <source>it can’t be reached</source>
        <translation>er ist nicht erreichbar</translation>
    </message>
    <message>
        <source>it does not hold yet</source>
        <translation>es gilt noch nicht</translation>
    </message>
    <message>
        <source>it doesn&apos;t begin with https:// and a host</source>
        <translation>sie beginnt nicht mit https:// und einem Host</translation>
    </message>
    <message>
        <source>it doesn’t name its key</source>
        <translation>es nennt seinen Schlüssel nicht</translation>
    </message>
    <message>
        <source>it doesn’t say when it was made</source>
        <translation>er sagt nicht, wann er entstand</translation>
    </message>
    <message>
        <source>it ended at once</source>
        <translation>er endete sofort</translation>
    </message>
    <message>
        <source>it failed</source>
        <translation>es ist gescheitert</translation>
    </message>
    <message>
        <source>it gives back something else than was put in</source>
        <translation>er gibt anderes zurück, als hineinkam</translation>
    </message>
    <message>
        <source>it goes on after the host</source>
        <translation>nach dem Host geht sie weiter</translation>
    </message>
    <message>
        <source>it has a character that can&apos;t be seen</source>
        <translation>ein Zeichen darin ist unsichtbar</translation>
    </message>
    <message>
        <source>it has another scope</source>
        <translation>es hat einen anderen Geltungsbereich</translation>
    </message>
    <message>
        <source>it has more in it than a host and a port</source>
        <translation>mehr als Host und Port steht darin</translation>
    </message>
    <message>
        <source>it has more than {number} characters</source>
        <translation>mehr als {number} Zeichen</translation>
    </message>
    <message>
        <source>it has no “{name}”</source>
        <translation>„{name}“ fehlt</translation>
    </message>
    <message>
        <source>it has other parts</source>
        <translation>er hat andere Teile</translation>
    </message>
    <message>
        <source>it has run out</source>
        <translation>die Gültigkeit ist abgelaufen</translation>
    </message>
    <message>
        <source>it holds a user name</source>
        <translation>ein Benutzername steht darin</translation>
    </message>
    <message>
        <source>it holds longer than any may</source>
        <translation>sie gilt länger als erlaubt</translation>
    </message>
    <message>
        <source>it holds no key</source>
        <translation>kein Schlüssel ist darin</translation>
    </message>
    <message>
        <source>it is a web page</source>
        <translation>sie ist eine Webseite</translation>
    </message>
    <message>
        <source>it is about another program</source>
        <translation>sie handelt von einem anderen Programm</translation>
    </message>
    <message>
        <source>it is another kind of token</source>
        <translation>es ist ein anderes Token</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>nichts steht da</translation>
    </message>
    <message>
        <source>it is for another project</source>
        <translation>es ist für ein anderes Projekt</translation>
    </message>
    <message>
        <source>it is for another user</source>
        <translation>es ist für jemand anderen</translation>
    </message>
    <message>
        <source>it is in parts, which this keystore has no need of</source>
        <translation>es ist geteilt, was dieser Schlüsselbund nicht braucht</translation>
    </message>
    <message>
        <source>it is longer than {number}</source>
        <translation>sie ist länger als {number}</translation>
    </message>
    <message>
        <source>it is no access token</source>
        <translation>es ist kein Zugriffstoken</translation>
    </message>
    <message>
        <source>it is no Cotter service</source>
        <translation>das ist kein Cotter-Dienst</translation>
    </message>
    <message>
        <source>it is no ID token</source>
        <translation>es ist kein ID-Token</translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation>sie ist kein JSON</translation>
    </message>
    <message>
        <source>it is no JWT</source>
        <translation>es ist kein JWT</translation>
    </message>
    <message>
        <source>it is no manifest</source>
        <translation>sie ist kein Manifest</translation>
    </message>
    <message>
        <source>it is no UTF-8</source>
        <translation>sie ist kein UTF-8</translation>
    </message>
    <message>
        <source>it is not a list of tokens</source>
        <translation>es ist keine Liste von Token</translation>
    </message>
    <message>
        <source>it is not an address</source>
        <translation>das ist keine Adresse</translation>
    </message>
    <message>
        <source>it is not as it was written</source>
        <translation>der Inhalt ist nicht, wie er geschrieben wurde</translation>
    </message>
    <message>
        <source>it is not signed with ES256</source>
        <translation>es ist nicht mit ES256 signiert</translation>
    </message>
    <message>
        <source>it is not text</source>
        <translation>es ist kein Text</translation>
    </message>
    <message>
        <source>it is signed with an unknown key</source>
        <translation>es ist mit einem unbekannten Schlüssel signiert</translation>
    </message>
    <message>
        <source>it is this computer’s own</source>
        <translation>es ist der eigene dieses Computers</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>zu groß</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>zu lang</translation>
    </message>
    <message>
        <source>it is too short or too long</source>
        <translation>zu kurz oder zu lang</translation>
    </message>
    <message>
        <source>it is written in another format</source>
        <translation>sie ist in einem anderen Format</translation>
    </message>
    <message>
        <source>it is your last trusted device</source>
        <translation>es ist Ihr letztes vertrautes Gerät</translation>
    </message>
    <message>
        <source>it leads on to another page</source>
        <translation>sie führt auf eine andere Seite</translation>
    </message>
    <message>
        <source>it leads on to {host}</source>
        <translation>sie führt weiter zu {host}</translation>
    </message>
    <message>
        <source>it names no user of a service</source>
        <translation>er nennt niemanden bei einem Dienst</translation>
    </message>
    <message>
        <source>it never held</source>
        <translation>es galt nie</translation>
    </message>
    <message>
        <source>it reads differently from what was written</source>
        <translation>gelesen wird anderes, als geschrieben wurde</translation>
    </message>
    <message>
        <source>it says “{name}” twice</source>
        <translation>sie sagt „{name}“ zweimal</translation>
    </message>
    <message>
        <source>it tells of an older version than before</source>
        <translation>sie nennt eine ältere Version als zuvor</translation>
    </message>
    <message>
        <source>it took longer than five minutes</source>
        <translation>es dauerte länger als fünf Minuten</translation>
    </message>
    <message>
        <source>it took too long</source>
        <translation>es dauerte zu lange</translation>
    </message>
    <message>
        <source>it was cancelled there</source>
        <translation>dort wurde abgebrochen</translation>
    </message>
    <message>
        <source>it was changed</source>
        <translation>der Inhalt wurde verändert</translation>
    </message>
    <message>
        <source>it was issued by another service</source>
        <translation>ein anderer Dienst hat es ausgestellt</translation>
    </message>
    <message>
        <source>it was issued in the future</source>
        <translation>es wurde in der Zukunft ausgestellt</translation>
    </message>
    <message>
        <source>it was not approved</source>
        <translation>es wurde nicht genehmigt</translation>
    </message>
    <message>
        <source>it was signed in the future</source>
        <translation>sie wurde in der Zukunft signiert</translation>
    </message>
    <message>
        <source>it works in a mode that this program doesn&apos;t know</source>
        <translation>er arbeitet auf eine Art, die dieses Programm nicht kennt</translation>
    </message>
    <message>
        <source>its answer makes no sense</source>
        <translation>seine Antwort ergibt keinen Sinn</translation>
    </message>
    <message>
        <source>its certificate can’t be trusted ({reason})</source>
        <translation>seinem Zertifikat ist nicht zu trauen ({reason})</translation>
    </message>
    <message>
        <source>its checksum is wrong</source>
        <translation>die Prüfsumme ist falsch</translation>
    </message>
    <message>
        <source>its claim “{name}” is no text</source>
        <translation>seine Angabe „{name}“ ist kein Text</translation>
    </message>
    <message>
        <source>its codes have an impossible length</source>
        <translation>seine Codes haben eine unmögliche Länge</translation>
    </message>
    <message>
        <source>its country has no such number</source>
        <translation>in diesem Land gibt es keine solche Nummer</translation>
    </message>
    <message>
        <source>its folder can&apos;t be locked</source>
        <translation>sein Ordner lässt sich nicht sperren</translation>
    </message>
    <message>
        <source>its header asks for what is never done</source>
        <translation>sein Kopf verlangt, was nie getan wird</translation>
    </message>
    <message>
        <source>its host has a character that none can</source>
        <translation>der Host hat ein unmögliches Zeichen</translation>
    </message>
    <message>
        <source>its host is a number in disguise</source>
        <translation>der Host ist eine verkleidete Nummer</translation>
    </message>
    <message>
        <source>its host is longer than any can be</source>
        <translation>der Host ist länger, als einer sein kann</translation>
    </message>
    <message>
        <source>its host is none that can be</source>
        <translation>einen solchen Host kann es nicht geben</translation>
    </message>
    <message>
        <source>its host is not written in ASCII</source>
        <translation>der Host ist nicht in ASCII geschrieben</translation>
    </message>
    <message>
        <source>its identity key is no Ed25519 key</source>
        <translation>der Identitätsschlüssel ist kein Ed25519-Schlüssel</translation>
    </message>
    <message>
        <source>its key is of an unknown kind</source>
        <translation>sein Schlüssel ist von unbekannter Art</translation>
    </message>
    <message>
        <source>its key set has no key for ES256</source>
        <translation>im Schlüsselsatz ist kein Schlüssel für ES256</translation>
    </message>
    <message>
        <source>its key set is no list</source>
        <translation>der Schlüsselsatz ist keine Liste</translation>
    </message>
    <message>
        <source>its key set is too long</source>
        <translation>der Schlüsselsatz ist zu lang</translation>
    </message>
    <message>
        <source>its name can’t be found</source>
        <translation>der Name ist nicht zu finden</translation>
    </message>
    <message>
        <source>its name has a character that can&apos;t be seen</source>
        <translation>der Name hat ein unsichtbares Zeichen</translation>
    </message>
    <message>
        <source>its name has more than {number} characters</source>
        <translation>der Name hat mehr als {number} Zeichen</translation>
    </message>
    <message>
        <source>its page is no https address</source>
        <translation>die Seite ist keine https-Adresse</translation>
    </message>
    <message>
        <source>its signature is wrong</source>
        <translation>die Signatur ist falsch</translation>
    </message>
    <message>
        <source>its status is {status}</source>
        <translation>ihr Status ist {status}</translation>
    </message>
    <message>
        <source>its status is {value}</source>
        <translation>ihr Status ist {value}</translation>
    </message>
    <message>
        <source>its time “{name}” is missing or no time</source>
        <translation>die Zeit „{name}“ fehlt oder ist keine</translation>
    </message>
    <message>
        <source>its time “{name}” is none</source>
        <translation>die Zeit „{name}“ ist keine</translation>
    </message>
    <message>
        <source>its version is none</source>
        <translation>die Version ist keine</translation>
    </message>
    <message>
        <source>“{name}” has a character that no link has</source>
        <translation>„{name}“ hat ein Zeichen, das kein Link hat</translation>
    </message>
    <message>
        <source>“{name}” hides what needs no hiding</source>
        <translation>„{name}“ verbirgt, was nicht verborgen werden muss</translation>
    </message>
    <message>
        <source>“{name}” is no list that can be used</source>
        <translation>„{name}“ ist keine brauchbare Liste</translation>
    </message>
    <message>
        <source>“{name}” is no text</source>
        <translation>„{name}“ ist kein Text</translation>
    </message>
    <message>
        <source>“{name}” is none</source>
        <translation>„{name}“ ist keiner</translation>
    </message>
    <message>
        <source>“{name}” says nothing</source>
        <translation>„{name}“ sagt nichts</translation>
    </message>
    <message>
        <source>no browser could be opened</source>
        <translation>kein Browser ließ sich öffnen</translation>
    </message>
    <message>
        <source>no code is in the picture</source>
        <translation>im Bild ist kein Code</translation>
    </message>
    <message>
        <source>no country has such a number</source>
        <translation>kein Land hat eine solche Nummer</translation>
    </message>
    <message>
        <source>no port was to be had for it</source>
        <translation>kein Port war dafür zu haben</translation>
    </message>
    <message>
        <source>no Secret Service answers on the session bus</source>
        <translation>kein Secret Service antwortet auf dem Sitzungsbus</translation>
    </message>
    <message>
        <source>no secure connection came about</source>
        <translation>keine sichere Verbindung kam zustande</translation>
    </message>
    <message>
        <source>no single computer has that address</source>
        <translation>kein einzelner Computer hat diese Adresse</translation>
    </message>
    <message>
        <source>nothing answers there</source>
        <translation>dort antwortet nichts</translation>
    </message>
    <message>
        <source>signing out everywhere takes a code or this key</source>
        <translation>überall abmelden braucht einen Code oder diesen Schlüssel</translation>
    </message>
    <message>
        <source>that is no picture</source>
        <translation>das ist kein Bild</translation>
    </message>
    <message>
        <source>the approval came without a session</source>
        <translation>die Genehmigung kam ohne Sitzung</translation>
    </message>
    <message>
        <source>the certificates in {file} can’t be read</source>
        <translation>die Zertifikate in {file} sind nicht lesbar</translation>
    </message>
    <message>
        <source>the connection broke off</source>
        <translation>die Verbindung brach ab</translation>
    </message>
    <message>
        <source>the decision is none that can be</source>
        <translation>eine solche Entscheidung kann es nicht geben</translation>
    </message>
    <message>
        <source>the device key can&apos;t be read</source>
        <translation>der Geräteschlüssel ist nicht lesbar</translation>
    </message>
    <message>
        <source>the device keys are not as they were written</source>
        <translation>die Geräteschlüssel sind nicht, wie sie geschrieben wurden</translation>
    </message>
    <message>
        <source>the event is none that can be</source>
        <translation>einen solchen Vorgang kann es nicht geben</translation>
    </message>
    <message>
        <source>the identity has run out</source>
        <translation>die Identität ist abgelaufen</translation>
    </message>
    <message>
        <source>the identity is another verification’s</source>
        <translation>die Identität gehört zu einer anderen Prüfung</translation>
    </message>
    <message>
        <source>the identity is for another project</source>
        <translation>die Identität ist für ein anderes Projekt</translation>
    </message>
    <message>
        <source>the identity is not signed by its identity key</source>
        <translation>die Identität ist nicht mit ihrem Identitätsschlüssel signiert</translation>
    </message>
    <message>
        <source>the identity is of another type</source>
        <translation>die Identität ist von anderer Art</translation>
    </message>
    <message>
        <source>the identity is somebody else’s</source>
        <translation>die Identität ist die eines anderen</translation>
    </message>
    <message>
        <source>the Keychain answered {status}</source>
        <translation>der Schlüsselbund antwortete {status}</translation>
    </message>
    <message>
        <source>the picture is too large</source>
        <translation>das Bild ist zu groß</translation>
    </message>
    <message>
        <source>the proxy in Settings can’t be reached</source>
        <translation>der Proxy aus den Einstellungen ist nicht erreichbar</translation>
    </message>
    <message>
        <source>the proxy in Settings is not an address that can be used</source>
        <translation>der Proxy aus den Einstellungen ist keine brauchbare Adresse</translation>
    </message>
    <message>
        <source>the proxy in Settings refuses</source>
        <translation>der Proxy aus den Einstellungen lehnt ab</translation>
    </message>
    <message>
        <source>the request doesn&apos;t say how long it lives</source>
        <translation>die Anfrage sagt nicht, wie lange sie lebt</translation>
    </message>
    <message>
        <source>the service gave no reason</source>
        <translation>der Dienst nannte keinen Grund</translation>
    </message>
    <message>
        <source>the service says “{error}”</source>
        <translation>der Dienst sagt „{error}“</translation>
    </message>
    <message>
        <source>the service wants to know that it is you</source>
        <translation>der Dienst will wissen, dass Sie es sind</translation>
    </message>
    <message>
        <source>the session bus can&apos;t be reached from here</source>
        <translation>der Sitzungsbus ist von hier nicht erreichbar</translation>
    </message>
    <message>
        <source>the session bus does not let this user in</source>
        <translation>der Sitzungsbus lässt diesen Benutzer nicht ein</translation>
    </message>
    <message>
        <source>the user has no identifier</source>
        <translation>der Benutzer hat keine Kennung</translation>
    </message>
    <message>
        <source>the user is another project’s</source>
        <translation>der Benutzer gehört zu einem anderen Projekt</translation>
    </message>
    <message>
        <source>the user is deleted</source>
        <translation>der Benutzer ist gelöscht</translation>
    </message>
    <message>
        <source>the user is somebody else</source>
        <translation>der Benutzer ist jemand anderes</translation>
    </message>
    <message>
        <source>the vault file is missing</source>
        <translation>die Tresordatei fehlt</translation>
    </message>
    <message>
        <source>the vault file: there is too little memory for its passphrase</source>
        <translation>die Tresordatei: für ihre Passphrase ist zu wenig Speicher da</translation>
    </message>
    <message>
        <source>there is no Keychain on this system</source>
        <translation>auf diesem System gibt es keinen Schlüsselbund</translation>
    </message>
    <message>
        <source>there is no picture on the clipboard</source>
        <translation>in der Zwischenablage ist kein Bild</translation>
    </message>
    <message>
        <source>there is no {name} on this system</source>
        <translation>{name} gibt es auf diesem System nicht</translation>
    </message>
    <message>
        <source>there is none called {kind}</source>
        <translation>einen namens {kind} gibt es nicht</translation>
    </message>
    <message>
        <source>this installation lacks pywin32-ctypes</source>
        <translation>dieser Installation fehlt pywin32-ctypes</translation>
    </message>
    <message>
        <source>this program is quitting</source>
        <translation>dieses Programm wird gerade beendet</translation>
    </message>
    <message>
        <source>{value} can&apos;t be read</source>
        <translation>{value} ist nicht lesbar</translation>
    </message>
    <message>
        <source>what is signed is no JSON</source>
        <translation>was signiert ist, ist kein JSON</translation>
    </message>
    <message>
        <source>what is there is something else</source>
        <translation>was da ist, ist etwas anderes</translation>
    </message>
    <message>
        <source>without a reason</source>
        <translation>ohne Grund</translation>
    </message>
    <message>
        <source>without TLS others could read your code</source>
        <translation>ohne TLS könnten andere Ihren Code lesen</translation>
    </message>
</context>
<context>
    <name>requests</name>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Decided today</source>
        <translation>Heute entschieden</translation>
    </message>
    <message>
        <source>Decided before</source>
        <translation>Früher entschieden</translation>
    </message>
    <message>
        <source>Approved here</source>
        <translation>Hier genehmigt</translation>
    </message>
    <message>
        <source>Approved on {device}</source>
        <translation>Genehmigt auf {device}</translation>
    </message>
    <message>
        <source>Approved elsewhere</source>
        <translation>Anderswo genehmigt</translation>
    </message>
    <message>
        <source>Denied here</source>
        <translation>Hier abgelehnt</translation>
    </message>
    <message>
        <source>Denied on {device}</source>
        <translation>Abgelehnt auf {device}</translation>
    </message>
    <message>
        <source>Denied elsewhere</source>
        <translation>Anderswo abgelehnt</translation>
    </message>
    <message>
        <source>Denied: wrong number</source>
        <translation>Abgelehnt: falsche Zahl</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>You approved this request.</source>
        <translation>Sie haben diese Anfrage genehmigt.</translation>
    </message>
    <message>
        <source>Already approved on {device}.</source>
        <translation>Schon auf {device} genehmigt.</translation>
    </message>
    <message>
        <source>Already approved on another device.</source>
        <translation>Schon auf einem anderen Gerät genehmigt.</translation>
    </message>
    <message>
        <source>You denied this request.</source>
        <translation>Sie haben diese Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>Already denied on {device}.</source>
        <translation>Schon auf {device} abgelehnt.</translation>
    </message>
    <message>
        <source>Already denied on another device.</source>
        <translation>Schon auf einem anderen Gerät abgelehnt.</translation>
    </message>
    <message>
        <source>That number doesn’t match. The request was denied.</source>
        <translation>Diese Zahl passt nicht. Die Anfrage wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Start again on the other device.</source>
        <translation>Beginnen Sie auf dem anderen Gerät von vorn.</translation>
    </message>
    <message>
        <source>The other device took this request back.</source>
        <translation>Das andere Gerät hat diese Anfrage zurückgenommen.</translation>
    </message>
    <message>
        <source>This request has run out.</source>
        <translation>Diese Anfrage ist abgelaufen.</translation>
    </message>
    <message>
        <source>Nobody was signed in by it.</source>
        <translation>Niemand wurde dadurch angemeldet.</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>This request is over.</source>
        <translation>Diese Anfrage ist vorbei.</translation>
    </message>
    <message>
        <source>Nothing is left to decide.</source>
        <translation>Es ist nichts mehr zu entscheiden.</translation>
    </message>
    <message>
        <source>Approve without a number?</source>
        <translation>Ohne Zahl genehmigen?</translation>
    </message>
    <message>
        <source>{device} shows no number to compare. Approve only if you are signing in there yourself right now.</source>
        <translation>{device} zeigt keine Zahl zum Vergleichen. Genehmigen Sie nur, wenn Sie sich dort gerade selbst anmelden.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Genehmigen</translation>
    </message>
    <message>
        <source>{device} asks to sign in…</source>
        <translation>{device} bittet um Anmeldung …</translation>
    </message>
    <message>
        <source>A device without a name</source>
        <translation>Ein Gerät ohne Namen</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Hold Alt to see the letter of each button.</source>
        <translation>Halten Sie Alt, um den Buchstaben jedes Knopfs zu sehen.</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Sign-in requests</source>
        <translation>Anmeldeanfragen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Choose a profile</source>
        <translation>Profil wählen</translation>
    </message>
    <message>
        <source>Renew now</source>
        <translation>Jetzt erneuern</translation>
    </message>
    <message>
        <source>Copy access token</source>
        <translation>Zugriffstoken kopieren</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>times</name>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>{day} at {time}</source>
        <translation>{day} um {time}</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <translation>dddd, d. MMMM yyyy</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>s left</source>
        <translation>s übrig</translation>
    </message>
    <message>
        <source>min left</source>
        <translation>min übrig</translation>
    </message>
    <message>
        <source>h left</source>
        <translation>h übrig</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>toasts</name>
    <message>
        <source>There is no tray here: closing this window quits. You stay signed in.</source>
        <translation>Hier gibt es keinen Infobereich: Schließen beendet die App. Sie bleiben angemeldet.</translation>
    </message>
    <message>
        <source>The settings can’t be read. The defaults are used.</source>
        <translation>Die Einstellungen sind nicht lesbar. Es gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>The settings can’t be read. The defaults are used; the file is now {file}.</source>
        <translation>Die Einstellungen sind nicht lesbar. Es gelten die Vorgaben; die Datei heißt jetzt {file}.</translation>
    </message>
    <message>
        <source>Access token copied. Wayland can keep it until you copy something else.</source>
        <translation>Zugriffstoken kopiert. Wayland kann es behalten, bis Sie etwas anderes kopieren.</translation>
    </message>
    <message>
        <source>Access token copied. It leaves the clipboard in {seconds} s.</source>
        <translation>Zugriffstoken kopiert. In {seconds} s verlässt es die Zwischenablage.</translation>
    </message>
    <message>
        <source>Diagnostics saved as {file}. You can read them before you send them.</source>
        <translation>Diagnose als {file} gespeichert. Sie können sie lesen, bevor Sie sie senden.</translation>
    </message>
    <message>
        <source>History exported to {file}.</source>
        <translation>Verlauf nach {file} exportiert.</translation>
    </message>
    <message>
        <source>Version {version} is out.</source>
        <translation>Version {version} ist da.</translation>
    </message>
    <message>
        <source>See what’s new</source>
        <translation>Neuerungen ansehen</translation>
    </message>
    <message>
        <source>No browser opened {url}.</source>
        <translation>Kein Browser hat {url} geöffnet.</translation>
    </message>
</context>
<context>
    <name>trust</name>
    <message>
        <source>No keystore</source>
        <translation>Kein Schlüsselbund</translation>
    </message>
    <message>
        <source>There is no keystore here, and its key would be in it.</source>
        <translation>Hier ist kein Schlüsselbund, und sein Schlüssel wäre darin.</translation>
    </message>
    <message>
        <source>Reading the keystore</source>
        <translation>Schlüsselbund wird gelesen</translation>
    </message>
    <message>
        <source>Whether it is trusted shows up when the keystore has answered.</source>
        <translation>Ob er vertraut ist, zeigt sich, wenn der Schlüsselbund geantwortet hat.</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>The service holds it back because its renewal was used twice. Confirm it with a code, or add it again from a device you trust.</source>
        <translation>Der Dienst hält ihn zurück, weil seine Erneuerung zweimal benutzt wurde. Bestätigen Sie ihn mit einem Code, oder fügen Sie ihn von einem vertrauten Gerät neu hinzu.</translation>
    </message>
    <message>
        <source>Not trusted any more</source>
        <translation>Nicht mehr vertraut</translation>
    </message>
    <message>
        <source>It was taken off your devices, so its key can’t sign you in. If that was not you, look at your other devices.</source>
        <translation>Er wurde von Ihren Geräten entfernt, also kann sein Schlüssel Sie nicht anmelden. Waren Sie das nicht, sehen Sie sich Ihre anderen Geräte an.</translation>
    </message>
    <message>
        <source>Key lost</source>
        <translation>Schlüssel verloren</translation>
    </message>
    <message>
        <source>The key that made it trusted is gone from the keystore. Nothing was put in its place; trusting it again makes a new one.</source>
        <translation>Der Schlüssel, durch den er vertraut war, ist nicht mehr im Schlüsselbund. Nichts kam an seine Stelle; neues Vertrauen macht einen neuen.</translation>
    </message>
    <message>
        <source>Its key is in the keystore. Unlock it to go on.</source>
        <translation>Sein Schlüssel ist im Schlüsselbund. Entsperren Sie ihn, um fortzufahren.</translation>
    </message>
    <message>
        <source>Your system asks for the keystore’s password.</source>
        <translation>Ihr System fragt nach dem Passwort des Schlüsselbunds.</translation>
    </message>
    <message>
        <source>Keystore locked</source>
        <translation>Schlüsselbund gesperrt</translation>
    </message>
    <message>
        <source>Trust it, and it signs you in without a code and can approve other devices.</source>
        <translation>Vertrauen Sie ihm, und er meldet Sie ohne Code an und kann andere Geräte genehmigen.</translation>
    </message>
    <message>
        <source>Sign in with a code to trust it, or have a device you trust add it.</source>
        <translation>Melden Sie sich mit einem Code an, um ihm zu vertrauen, oder lassen Sie ihn von einem vertrauten Gerät hinzufügen.</translation>
    </message>
    <message>
        <source>Not trusted</source>
        <translation>Nicht vertraut</translation>
    </message>
    <message>
        <source>This computer can sign you in and approve other devices.</source>
        <translation>Dieser Computer kann Sie anmelden und andere Geräte genehmigen.</translation>
    </message>
    <message>
        <source>This computer can sign you in as {who}.</source>
        <translation>Dieser Computer kann Sie als {who} anmelden.</translation>
    </message>
    <message>
        <source>Trusted</source>
        <translation>Vertraut</translation>
    </message>
    <message>
        <source>Trust this computer</source>
        <translation>Diesem Computer vertrauen</translation>
    </message>
    <message>
        <source>Trust it again</source>
        <translation>Neu vertrauen</translation>
    </message>
    <message>
        <source>Confirm this computer</source>
        <translation>Diesen Computer bestätigen</translation>
    </message>
    <message>
        <source>Show this computer’s code</source>
        <translation>Code dieses Computers</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Unlock keystore…</source>
        <translation>Schlüsselbund entsperren …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Stop trusting</source>
        <translation>Nicht mehr vertrauen</translation>
    </message>
</context>
<context>
    <name>wait</name>
    <message>
        <source>The request was denied.</source>
        <translation>Die Anfrage wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Nobody was signed in.</source>
        <translation>Niemand wurde angemeldet.</translation>
    </message>
    <message>
        <source>If that was not you, look at your devices.</source>
        <translation>Waren Sie das nicht, sehen Sie sich Ihre Geräte an.</translation>
    </message>
    <message>
        <source>Another number was typed there, so the request was denied.</source>
        <translation>Dort wurde eine andere Zahl eingegeben, also wurde die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>Ask again; there is a new number then.</source>
        <translation>Fragen Sie erneut; dann gibt es eine neue Zahl.</translation>
    </message>
    <message>
        <source>Nobody answered in time.</source>
        <translation>Niemand hat rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Ask again with the other device at hand.</source>
        <translation>Fragen Sie erneut, mit dem anderen Gerät in der Hand.</translation>
    </message>
    <message>
        <source>The request was taken back.</source>
        <translation>Die Anfrage wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>The request was denied, so the next one has to wait.</source>
        <translation>Die Anfrage wurde abgelehnt, also muss die nächste warten.</translation>
    </message>
    <message>
        <source>Use a code instead, or ask again later.</source>
        <translation>Nehmen Sie lieber einen Code, oder fragen Sie später.</translation>
    </message>
    <message>
        <source>Too many tries.</source>
        <translation>Zu viele Versuche.</translation>
    </message>
</context>
<context>
    <name>way</name>
    <message>
        <source>The service has suspended this computer. A code signs you in and frees it.</source>
        <translation>Der Dienst hat diesen Computer gesperrt. Ein Code meldet Sie an und gibt ihn frei.</translation>
    </message>
    <message>
        <source>This computer is not trusted any more. A code signs you in.</source>
        <translation>Dieser Computer ist nicht mehr vertraut. Ein Code meldet Sie an.</translation>
    </message>
    <message>
        <source>This computer’s key is gone from the keystore. A code signs you in.</source>
        <translation>Der Schlüssel dieses Computers ist nicht mehr im Schlüsselbund. Ein Code meldet Sie an.</translation>
    </message>
    <message>
        <source>Your session was ended elsewhere. A code signs you in.</source>
        <translation>Ihre Sitzung wurde anderswo beendet. Ein Code meldet Sie an.</translation>
    </message>
</context>
</TS>
