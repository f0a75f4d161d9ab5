; The Windows installer: for one user, without an administrator. Never run on Windows.
; desktop/installer/windows.py compiles it, and defines NAME, SHOWN_NAME, LINK, AUTHORS, COPYRIGHT,
; VERSION, FOUR_NUMBERS, KILOBYTES, FILES, PAPERS, ICON and OUT.

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include LogicLib.nsh
!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh

!define ID "cotter-authenticator"
!define PROGRAM "${ID}-app.exe"
!define COMMAND "${ID}.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define SCHEME "Software\Classes\${ID}"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
; What desktop/system/run_key.py calls its value, whatever the brand.
!define RUN_VALUE "Cotter Authenticator"
; On the path of every user of Windows 10. A value of PATH itself would be cut off by this program
; where it is long.
!define SHIM "$LOCALAPPDATA\Microsoft\WindowsApps\${ID}.cmd"

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${FOUR_NUMBERS}"
VIAddVersionKey ProductName "${SHOWN_NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileDescription "${SHOWN_NAME}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey CompanyName "${AUTHORS}"
VIAddVersionKey LegalCopyright "${COPYRIGHT}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(KeptText)"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE German

LangString KeptText ${LANG_ENGLISH} "${NAME} is removed from this computer. Your settings and \
sessions are kept. To remove them too, run “${ID} reset” first."
LangString KeptText ${LANG_GERMAN} "${NAME} wird von diesem Computer entfernt. Ihre Einstellungen \
und Sitzungen bleiben erhalten. Um auch sie zu entfernen, führen Sie vorher „${ID} reset“ aus."
LangString RunningText ${LANG_ENGLISH} "${NAME} is still running. Quit it from its icon in the \
tray, then try again."
LangString RunningText ${LANG_GERMAN} "${NAME} läuft noch. Beenden Sie es über sein Symbol im \
Infobereich und versuchen Sie es dann noch einmal."
LangString SystemText ${LANG_ENGLISH} "${NAME} needs Windows 10 or newer, 64 bit."
LangString SystemText ${LANG_GERMAN} "${NAME} braucht Windows 10 oder neuer mit 64 Bit."

; Windows' Restart Manager asks the app to end as at a shutdown, which it may refuse: then the
; person is asked to. $0 session, $1 its key, $2 file, $3 what is returned.
!macro EndProgram FILE
  ${If} ${FileExists} "${FILE}"
    StrCpy $2 "${FILE}"
    System::Call 'rstrtmgr::RmStartSession(*i .r0, i 0, w .r1) i .r3'
    ${If} $3 = 0
      System::Call 'rstrtmgr::RmRegisterResources(i r0, i 1, *w r2, i 0, p 0, i 0, p 0) i .r3'
      ${If} $3 = 0
        System::Call 'rstrtmgr::RmShutdown(i r0, i 0, p 0) i .r3'
      ${EndIf}
      System::Call 'rstrtmgr::RmEndSession(i r0)'
    ${EndIf}
    ${Do}
      ; A program that runs can't be opened for writing.
      ClearErrors
      FileOpen $3 "${FILE}" a
      ${IfNot} ${Errors}
        FileClose $3
        ${ExitDo}
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RunningText)" /SD IDCANCEL IDRETRY +2
      Abort
    ${Loop}
  ${EndIf}
!macroend

; The folder is always this one, so that everything in it can be removed without asking what it is.
!macro SetFolder
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${ID}"
  SetShellVarContext current
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(SystemText)" /SD IDOK
    Abort
  ${EndIf}
  !insertmacro SetFolder
FunctionEnd

Function un.onInit
  !insertmacro SetFolder
FunctionEnd

Section
  !insertmacro EndProgram "$INSTDIR\${PROGRAM}"
  !insertmacro EndProgram "$INSTDIR\${COMMAND}"
  ; Nothing of an earlier version may stay: Python would import it.
  RMDir /r "$INSTDIR"
  ReadRegStr $0 HKCU "${UNINSTALL}" "Link"
  ${If} $0 != ""
    Delete "$0"
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${FILES}"
  File /r "${PAPERS}"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${LINK}.lnk" "$INSTDIR\${PROGRAM}"
  FileOpen $0 "${SHIM}" w
  FileWrite $0 '@"%LOCALAPPDATA%\Programs\${ID}\${COMMAND}" %*$\r$\n'
  FileClose $0

  WriteRegStr HKCU "${SCHEME}" "" "URL:${NAME}"
  WriteRegStr HKCU "${SCHEME}" "URL Protocol" ""
  WriteRegStr HKCU "${SCHEME}\DefaultIcon" "" '"$INSTDIR\${PROGRAM}",0'
  WriteRegStr HKCU "${SCHEME}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" '"$INSTDIR\${PROGRAM}",0'
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${AUTHORS}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr HKCU "${UNINSTALL}" "Link" "$SMPROGRAMS\${LINK}.lnk"
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section Uninstall
  !insertmacro EndProgram "$INSTDIR\${PROGRAM}"
  !insertmacro EndProgram "$INSTDIR\${COMMAND}"
  RMDir /r "$INSTDIR"
  Delete "${SHIM}"
  Delete "$SMPROGRAMS\${LINK}.lnk"
  DeleteRegKey HKCU "${SCHEME}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegValue HKCU "${RUN}" "${RUN_VALUE}"
  DeleteRegValue HKCU "${APPROVED}" "${RUN_VALUE}"
SectionEnd
